-- One row per CIN plan, as submitted, typed.
with

raw_rows as (

    select * from {{ source('cin_census', 'cin_census__CINplanDates') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(LAchildID, '') as la_child_id,
        coalesce(child_key, nullif(LAchildID, '')) as child_key,
        CINdetailsID as cin_details_id,
        {{ to_date('CINPlanStartDate') }} as cin_plan_start_date,
        {{ to_date('CINPlanEndDate') }} as cin_plan_end_date
    from raw_rows

)

select * from typed
