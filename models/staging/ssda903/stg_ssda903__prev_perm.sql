-- One row per record of an earlier permanence, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__PrevPerm') }}

),

typed as (

    select
        return_id,
        row_number,
        CHILD as child,
        {{ to_day_first_date('DOB') }} as dob,
        DOB as dob_text,
        PREV_PERM as prev_perm,
        LA_PERM as la_perm,
        {{ to_day_first_date('DATE_PERM') }} as date_perm,
        DATE_PERM as date_perm_text
    from raw_rows

)

select * from typed
