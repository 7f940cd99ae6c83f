-- One row per episode of short breaks with a postcode or provider number.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        ls in ('V3', 'V4')
        and coalesce(pl_post, urn) is not null

)

{{ one_finding_a_row('failing', 'Episodes') }}
