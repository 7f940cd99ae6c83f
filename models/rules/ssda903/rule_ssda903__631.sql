-- One row per kind of earlier permanence that is no code.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__prev_perm') }}
    where prev_perm not in ('P1', 'P2', 'P3', 'P4', 'Z1')

)

{{ one_finding_a_row('failing', 'PrevPerm') }}
