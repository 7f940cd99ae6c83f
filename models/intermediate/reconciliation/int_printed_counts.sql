-- One row per count that a report prints as a figure of its own, for a named period.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

printed_counts as (

    select
        return_id,
        table_name,
        row_number,
        area_code,
        indicator_id,
        period_start,
        period_end,
        coalesce(value_printed, numerator) as printed_count,
        period_basis = 'assumed' as is_assumed
    from stated_figures
    where
        unit = 'count'
        and period_end is not null
        and coalesce(value_printed, numerator) is not null
    qualify
        row_number() over (
            partition by
                return_id, table_name, area_code, indicator_id, period_start, period_end
            order by row_number desc
        ) = 1

)

select * from printed_counts
