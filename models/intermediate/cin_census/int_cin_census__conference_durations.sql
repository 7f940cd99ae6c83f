-- One row per section 47 enquiry, with its length in working days.
with

section47 as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

calendar as (

    select * from {{ ref('returncheck', 'int_calendar') }}

),

time_limits as (

    select working_days
    from {{ ref('returncheck', 'rc_time_limits') }}
    where indicator_id = 'icpc_within_15_days'

),

durations as (

    select
        section47.return_id,
        section47.row_number,
        section47.la_child_id,
        section47.cin_details_id,
        section47.s47_actual_start_date,
        section47.date_of_initial_cpc,
        {{ working_days('start_days', 'end_days') }} as working_days,
        section47.s47_actual_start_date
        <= section47.date_of_initial_cpc as is_in_order,
        coalesce(
            section47.date_of_initial_cpc
            between periods.period_start and periods.period_end,
            false
        ) as is_held_in_period,
        coalesce(
            section47.s47_actual_start_date
            between periods.period_start and periods.period_end,
            false
        ) as is_started_in_period
    from section47
    inner join periods
        on section47.return_id = periods.return_id
    left join calendar as start_days
        on section47.s47_actual_start_date = start_days.calendar_date
    left join calendar as end_days
        on section47.date_of_initial_cpc = end_days.calendar_date

),

-- What is in time is judged here alone, for the indicators and for the suite.
judged_durations as (

    select
        durations.*,
        coalesce(
            durations.is_in_order
            and durations.working_days <= time_limits.working_days,
            false
        ) as is_within_15_days
    from durations
    cross join time_limits

)

select * from judged_durations
