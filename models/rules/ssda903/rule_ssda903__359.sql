-- One row per open episode of someone older than 18, but for a community home.
with

episodes_with_birth as (

    select * from {{ ref('returncheck', 'int_ssda903__episodes_with_birth') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select distinct
        episodes_with_birth.return_id,
        episodes_with_birth.row_number
    from episodes_with_birth
    inner join periods
        on episodes_with_birth.return_id = periods.return_id
    where
        episodes_with_birth.dec_text is null
        and {{ birthday('episodes_with_birth.dob', 18) }} < periods.collection_end
        and (
            coalesce(episodes_with_birth.ls, '') <> 'V2'
            or coalesce(episodes_with_birth.place, '') <> 'K2'
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
