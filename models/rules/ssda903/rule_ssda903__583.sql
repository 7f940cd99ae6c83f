-- One row per earlier placement decision that is not said to have ceased.
with

decisions_from_last as (

    select
        return_id,
        row_number,
        date_placed_ceased_text,
        row_number() over (
            partition by return_id, child
            order by date_placed desc nulls last, row_number asc
        ) as place_from_last
    from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}
    where
        child is not null
        and date_placed is not null

),

failing as (

    select
        return_id,
        row_number
    from decisions_from_last
    where
        place_from_last > 1
        and date_placed_ceased_text is null

)

{{ one_finding_a_row('failing', 'PlacedAdoption') }}
