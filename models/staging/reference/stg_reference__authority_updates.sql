-- One row per authority that was imported, typed.
with

imported_authorities as (

    select * from {{ source('returncheck_reference', 'authority_updates') }}

),

authority_updates as (

    select
        la_code,
        gss_code,
        la_name,
        region_code,
        region_name,
        {{ to_integer('first_year') }} as first_year,
        {{ to_integer('last_year') }} as last_year
    from imported_authorities

)

select * from authority_updates
