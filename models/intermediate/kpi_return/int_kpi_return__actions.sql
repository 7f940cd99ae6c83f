-- One row per figure with an action, an owner or a day: since which report the action
-- has stood without a gap, and how that is at the authority's latest report.
with

figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__figures') }}

),

worded_figures as (

    select
        *,
        nullif(trim(action), '') as action_said,
        lower(nullif(trim(action), '')) as action_key,
        max(report_date) over (partition by la_code) as latest_report_date
    from figures

),

-- Only a report that prints the indicator can leave its action out.
reports_of_indicators as (

    select
        la_code,
        indicator_id,
        report_date,
        row_number() over (
            partition by la_code, indicator_id
            order by report_date nulls last
        ) as place
    from worded_figures
    where report_date is not null
    group by la_code, indicator_id, report_date

),

reports_of_actions as (

    select
        la_code,
        indicator_id,
        action_key,
        report_date
    from worded_figures
    where action_key is not null and report_date is not null
    group by la_code, indicator_id, action_key, report_date

),

numbered_runs as (

    select
        actions.*,
        reports.place - row_number() over (
            partition by actions.la_code, actions.indicator_id, actions.action_key
            order by reports.place
        ) as run_number
    from reports_of_actions as actions
    inner join reports_of_indicators as reports
        on
            actions.la_code = reports.la_code
            and actions.indicator_id = reports.indicator_id
            and actions.report_date = reports.report_date

),

open_actions as (

    select
        la_code,
        indicator_id,
        action_key,
        report_date,
        min(report_date) over (
            partition by la_code, indicator_id, action_key, run_number
        ) as open_since
    from numbered_runs

),

kpi_actions as (

    select
        figures.return_id,
        figures.row_number,
        figures.action_said as action,
        nullif(trim(figures.owner), '') as owner,
        figures.due_date,
        open_actions.open_since,
        cast(
            {{ days_between('open_actions.open_since', 'figures.latest_report_date') }}
            as integer
        ) as days_open,
        figures.due_date < figures.latest_report_date as is_overdue
    from worded_figures as figures
    left join open_actions
        on
            figures.la_code = open_actions.la_code
            and figures.indicator_id = open_actions.indicator_id
            and figures.action_key = open_actions.action_key
            and figures.report_date = open_actions.report_date
    where
        figures.action_said is not null
        or nullif(trim(figures.owner), '') is not null
        or figures.due_date is not null

)

select * from kpi_actions
