-- One row per record of an unaccompanied asylum-seeking child, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__UASC') }}

),

typed as (

    select
        return_id,
        row_number,
        CHILD as child,
        SEX as sex,
        {{ to_day_first_date('DOB') }} as dob,
        DOB as dob_text,
        {{ to_day_first_date('DUC') }} as duc,
        DUC as duc_text
    from raw_rows

)

select * from typed
