-- One row per change of legal status alone that is none, or that moved the child.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_in_order') }}
    where
        rne = 'L'
        and previous_row is not null
        and (
            ls is not distinct from previous_ls
            or place is distinct from previous_place
            or pl_post is distinct from previous_pl_post
            or urn is distinct from previous_urn
            or place_provider is distinct from previous_place_provider
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
