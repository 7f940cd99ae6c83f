-- One row per placement that a listed provider offers, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__ProviderInfo') }}

),

typed as (

    select
        return_id,
        row_number,
        URN as urn,
        LA_NAME_FROM_FILE as la_name_from_file,
        PLACE_CODES as place_codes,
        PROVIDER_CODES as provider_codes,
        {{ to_day_first_date('REG_END') }} as reg_end,
        REG_END as reg_end_text,
        POSTCODE as postcode,
        LA_CODE_INFERRED as la_code_inferred,
        LA_NAME_INFERRED as la_name_inferred
    from raw_rows

)

select * from typed
