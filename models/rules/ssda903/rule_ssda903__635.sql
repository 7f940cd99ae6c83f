-- One row per record of earlier permanence whose details do not go with its kind.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__prev_perm') }}
    where
        (
            prev_perm is null
            and (
                la_perm is not null
                or date_perm_text is not null
            )
        )
        or (
            prev_perm = 'Z1'
            and la_perm is not null
            and date_perm_text is not null
        )

)

{{ one_finding_a_row('failing', 'PrevPerm') }}
