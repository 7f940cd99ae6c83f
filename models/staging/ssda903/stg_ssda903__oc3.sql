-- One row per record of a care leaver, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__OC3') }}

),

typed as (

    select
        return_id,
        row_number,
        CHILD as child,
        {{ to_day_first_date('DOB') }} as dob,
        DOB as dob_text,
        IN_TOUCH as in_touch,
        ACTIV as activ,
        ACCOM as accom
    from raw_rows

)

select * from typed
