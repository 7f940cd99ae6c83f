-- One row per episode with a social worker, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__SWEpisodes') }}

),

typed as (

    select
        return_id,
        row_number,
        CHILD as child,
        {{ to_day_first_date('DOB') }} as dob,
        DOB as dob_text,
        SW_ID as sw_id,
        {{ to_day_first_date('SW_DECOM') }} as sw_decom,
        SW_DECOM as sw_decom_text,
        {{ to_day_first_date('SW_DEC') }} as sw_dec,
        SW_DEC as sw_dec_text,
        SW_REASON as sw_reason
    from raw_rows

)

select * from typed
