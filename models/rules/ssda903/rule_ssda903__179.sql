-- One row per episode, short breaks aside, without a PL_LOCATION.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        pl_location is null
        and coalesce(ls, '') not in ('V3', 'V4')

)

{{ one_finding_a_row('failing', 'Episodes') }}
