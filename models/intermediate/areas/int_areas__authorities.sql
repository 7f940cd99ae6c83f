-- One row per authority that has or had children's services: as it was imported, or
-- else as it ships.
with

shipped as (

    select * from {{ ref('returncheck', 'rc_authorities') }}

),

imported as (

    select * from {{ ref('returncheck', 'stg_reference__authority_updates') }}

),

authorities as (

    select
        la_code,
        gss_code,
        la_name,
        region_code,
        region_name,
        first_year,
        last_year
    from imported
    union all
    select
        shipped.la_code,
        shipped.gss_code,
        shipped.la_name,
        shipped.region_code,
        shipped.region_name,
        cast(shipped.first_year as integer) as first_year,
        cast(shipped.last_year as integer) as last_year
    from shipped
    left join imported
        on shipped.la_code = imported.la_code
    where imported.la_code is null

)

select * from authorities
