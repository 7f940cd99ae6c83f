-- One row per time missing or away, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__Missing') }}

),

typed as (

    select
        return_id,
        row_number,
        CHILD as child,
        {{ to_day_first_date('DOB') }} as dob,
        DOB as dob_text,
        MISSING as missing,
        {{ to_day_first_date('MIS_START') }} as mis_start,
        MIS_START as mis_start_text,
        {{ to_day_first_date('MIS_END') }} as mis_end,
        MIS_END as mis_end_text
    from raw_rows

)

select * from typed
