-- One row per record of an adopted child, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__AD1') }}

),

typed as (

    select
        return_id,
        row_number,
        CHILD as child,
        {{ to_day_first_date('DOB') }} as dob,
        DOB as dob_text,
        {{ to_day_first_date('DATE_INT') }} as date_int,
        DATE_INT as date_int_text,
        {{ to_day_first_date('DATE_MATCH') }} as date_match,
        DATE_MATCH as date_match_text,
        FOSTER_CARE as foster_care,
        NB_ADOPTR as nb_adoptr,
        SEX_ADOPTR as sex_adoptr,
        LS_ADOPTR as ls_adoptr
    from raw_rows

)

select * from typed
