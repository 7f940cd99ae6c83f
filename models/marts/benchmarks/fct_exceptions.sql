-- One row per newest figure of a loaded return that is amber or red.
with

benchmarks as (

    select * from {{ ref('returncheck', 'int_loaded_benchmarks') }}

),

runs as (

    select * from {{ ref('returncheck', 'int_off_target_runs') }}

),

kpi_figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__figures') }}

),

actions as (

    select * from {{ ref('returncheck', 'int_kpi_return__actions') }}

),

figures_off_target as (

    select * from benchmarks
    where is_newest_period and rag in ('amber', 'red')

),

exceptions as (

    select
        figures.la_code,
        figures.indicator_id,
        figures.return_year,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        figures.source,
        figures.return_id,
        figures.row_number,
        figures.value,
        figures.target,
        figures.target_tolerance,
        figures.gap_to_target,
        figures.rag,
        runs.previous_period_start,
        runs.previous_period_end,
        runs.previous_period_value,
        runs.change_on_previous_period,
        runs.is_change_better,
        case
            when runs.is_change_better then 'improving'
            when not runs.is_change_better then 'worsening'
            when runs.change_on_previous_period = 0 then 'unchanged'
            else 'unknown'
        end as trend,
        runs.periods_off_target,
        runs.off_target_since,
        figures.trend_direction as published_trend,
        figures.england_value,
        figures.comparator_year,
        nullif(trim(kpi_figures.note), '') as narrative,
        figures.verdict,
        figures.period_basis,
        actions.action,
        actions.owner,
        actions.due_date,
        actions.open_since as action_open_since,
        actions.days_open as action_days_open,
        actions.is_overdue as is_action_overdue
    from figures_off_target as figures
    left join runs
        on
            figures.source = runs.source
            and figures.return_id = runs.return_id
            and figures.row_number is not distinct from runs.row_number
            and figures.la_code is not distinct from runs.la_code
            and figures.indicator_id is not distinct from runs.indicator_id
            and figures.return_year is not distinct from runs.return_year
    left join kpi_figures
        on
            figures.return_id = kpi_figures.return_id
            and figures.row_number = kpi_figures.row_number
    left join actions
        on
            figures.return_id = actions.return_id
            and figures.row_number = actions.row_number

)

select * from exceptions
