-- One row per deprivation of liberty order, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__DoLo') }}

),

typed as (

    select
        return_id,
        row_number,
        CHILD as child,
        {{ to_day_first_date('DOB') }} as dob,
        DOB as dob_text,
        {{ to_day_first_date('DOLO_START') }} as dolo_start,
        DOLO_START as dolo_start_text,
        {{ to_day_first_date('DOLO_END') }} as dolo_end,
        DOLO_END as dolo_end_text
    from raw_rows

)

select * from typed
