-- One row per change of status and placement of which one stayed the same.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_in_order') }}
    where
        rne in ('U', 'B')
        and previous_row is not null
        and (
            ls is not distinct from previous_ls
            or (
                place is not distinct from previous_place
                and pl_post is not distinct from previous_pl_post
                and urn is not distinct from previous_urn
                and place_provider is not distinct from previous_place_provider
            )
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
