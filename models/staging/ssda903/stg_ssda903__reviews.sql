-- One row per review, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__Reviews') }}

),

typed as (

    select
        return_id,
        row_number,
        CHILD as child,
        {{ to_day_first_date('DOB') }} as dob,
        DOB as dob_text,
        {{ to_day_first_date('REVIEW') }} as review,
        REVIEW as review_text,
        REVIEW_CODE as review_code
    from raw_rows

)

select * from typed
