-- One row per episode with a distance, of a child who sought asylum.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

known_uasc as (

    select * from {{ ref('returncheck', 'int_ssda903__known_uasc') }}

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    inner join known_uasc
        on
            episodes.return_id = known_uasc.return_id
            and episodes.child = known_uasc.child
    where episodes.pl_distance_text is not null

)

{{ one_finding_a_row('failing', 'Episodes') }}
