-- One row per authority, indicator, period, source and return, beside its comparators.
with

figures as (

    select * from {{ ref('returncheck', 'int_figure_standing') }}

),

previous_values as (

    select * from {{ ref('returncheck', 'int_published__previous_year_values') }}

),

loaded_values as (

    select * from {{ ref('returncheck', 'int_loaded_compared_values') }}

),

published_values as (

    select
        figures.*,
        cast(null as double) as target,
        cast(null as double) as gap_to_target,
        {{ beside_year_before('figures', 'previous_values') }}
    from figures
    left join previous_values
        on
            figures.source = previous_values.source
            and figures.la_code = previous_values.la_code
            and figures.indicator_id = previous_values.indicator_id
            and {{ add_days('figures.period_end', 1) }} = previous_values.next_day_after
    where figures.source = 'published'

),

compared_values as (

    select * from loaded_values
    union all
    select * from published_values

)

select * from compared_values
