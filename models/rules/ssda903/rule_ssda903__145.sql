-- One row per episode whose CIN is no code of the list.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        cin not in (
            'N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8'
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
