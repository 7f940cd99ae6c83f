-- One row per placement for adoption, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__PlacedAdoption') }}

),

typed as (

    select
        return_id,
        row_number,
        CHILD as child,
        {{ to_day_first_date('DOB') }} as dob,
        DOB as dob_text,
        {{ to_day_first_date('DATE_PLACED') }} as date_placed,
        DATE_PLACED as date_placed_text,
        {{ to_day_first_date('DATE_PLACED_CEASED') }} as date_placed_ceased,
        DATE_PLACED_CEASED as date_placed_ceased_text,
        REASON_PLACED_CEASED as reason_placed_ceased
    from raw_rows

)

select * from typed
