-- One row per recomputed or reported value, beside its comparators; a table, as engines
-- take a view of few figures for as large as what they are joined to.
with

figures as (

    select * from {{ ref('returncheck', 'int_figure_standing') }}
    where source <> 'published'

),

previous_values as (

    select * from {{ ref('returncheck', 'int_previous_year_values') }}
    where source <> 'published'

),

targets as (

    select * from {{ ref('returncheck', 'stg_register__targets') }}

),

figures_with_targets as (

    select
        figures.*,
        coalesce(figures.reported_target, targets.target) as target
    from figures
    left join targets
        on
            figures.la_code = targets.la_code
            and figures.indicator_id = targets.indicator_id

),

loaded_compared_values as (

    select
        figures.*,
        figures.value - figures.target as gap_to_target,
        {{ beside_year_before('figures', 'previous_values') }}
    from figures_with_targets as figures
    left join previous_values
        on
            figures.source = previous_values.source
            and figures.la_code = previous_values.la_code
            and figures.indicator_id = previous_values.indicator_id
            and {{ add_days('figures.period_end', 1) }} = previous_values.next_day_after

)

select * from loaded_compared_values
