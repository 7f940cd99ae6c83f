-- One row per episode, short breaks and asylum seekers aside, with an odd distance.
with

episodes as (

    select
        *,
        -- As it was given: a distance of 999.94 miles is beyond the bound.
        {{ to_spelt_number('pl_distance_text') }} as miles
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

known_uasc as (

    select * from {{ ref('returncheck', 'int_ssda903__known_uasc') }}

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    left join known_uasc
        on
            episodes.return_id = known_uasc.return_id
            and episodes.child = known_uasc.child
    where
        known_uasc.child is null
        and coalesce(episodes.ls, '') not in ('V3', 'V4')
        and (episodes.miles < 0 or episodes.miles > 999.9)

)

{{ one_finding_a_row('failing', 'Episodes') }}
