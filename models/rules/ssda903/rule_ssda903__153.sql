-- One row per record of a care leaver that is filled in in part.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc3') }}
    where
        coalesce(in_touch, activ, accom) is not null
        and (
            in_touch is null
            or activ is null
            or accom is null
        )

)

{{ one_finding_a_row('failing', 'OC3') }}
