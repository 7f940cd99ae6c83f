-- One row per reported figure of a whole authority whose value is also recomputed from
-- a loaded return of the same period.
with

stated_figures as (

    select *
    from {{ ref('returncheck', 'int_stated_figures') }}
    where table_name = 'Figures' and team is null

),

indicator_periods as (

    select * from {{ ref('returncheck', 'int_indicator_periods') }}

),

recomputed_beside_printed as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        recomputed.value as recomputed_value
    from stated_figures as figures
    inner join indicator_periods as recomputed
        on
            figures.la_code = recomputed.la_code
            and figures.indicator_id = recomputed.indicator_id
            and figures.period_end = recomputed.period_end
            and (
                figures.period_start = recomputed.period_start
                or recomputed.period_type = 'snapshot'
            )
    where
        recomputed.source = 'recomputed'
        and recomputed.is_latest
        and recomputed.completeness = 'complete'
        and recomputed.value is not null
    qualify
        row_number() over (
            partition by figures.return_id, figures.row_number
            order by recomputed.period_type
        ) = 1

)

select * from recomputed_beside_printed
