-- One row per authority, indicator, period, source and return, beside its comparators.
with

figures as (

    select * from {{ ref('returncheck', 'int_figure_standing') }}

),

previous_values as (

    select * from {{ ref('returncheck', 'int_kept_previous_year_values') }}

),

targets as (

    select * from {{ ref('returncheck', 'stg_register__targets') }}

),

figures_with_targets as (

    select
        figures.*,
        case
            when figures.source <> 'published'
                then coalesce(figures.reported_target, targets.target)
        end as target
    from figures
    left join targets
        on
            figures.la_code = targets.la_code
            and figures.indicator_id = targets.indicator_id

),

compared_values as (

    select
        figures.*,
        figures.value - figures.target as gap_to_target,
        case when figures.is_annual then previous_values.value end
            as previous_year_value,
        case
            when
                figures.is_annual
                and coalesce(figures.completeness, 'complete') <> 'lower_bound'
                then figures.value - previous_values.value
        end as change_on_previous_year
    from figures_with_targets as figures
    left join previous_values
        on
            figures.source = previous_values.source
            and figures.la_code = previous_values.la_code
            and figures.indicator_id = previous_values.indicator_id
            and {{ add_days('figures.period_end', 1) }} = previous_values.next_day_after

)

select * from compared_values
