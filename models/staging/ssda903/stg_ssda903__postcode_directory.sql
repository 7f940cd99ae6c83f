-- One row per postcode of a return that the directory has, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__PostcodeDirectory') }}

),

typed as (

    select
        return_id,
        row_number,
        POSTCODE as postcode
    from raw_rows

)

select * from typed
