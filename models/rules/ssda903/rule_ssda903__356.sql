-- One row per episode that ends before it starts.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where dec < decom

)

{{ one_finding_a_row('failing', 'Episodes') }}
