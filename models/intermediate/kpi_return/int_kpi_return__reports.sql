-- One row per loaded report: its date.
with

figures as (

    select * from {{ ref('returncheck', 'stg_kpi_return__figures') }}

),

kpi_reports as (

    select
        return_id,
        max(report_date) as report_date
    from figures
    group by return_id

)

select * from kpi_reports
