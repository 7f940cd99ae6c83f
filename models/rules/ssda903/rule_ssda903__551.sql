-- One row per adoptive placement of a child without a dated placement decision.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

decided_children as (

    select distinct
        return_id,
        child
    from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}
    where date_placed_text is not null

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    left join decided_children
        on
            episodes.return_id = decided_children.return_id
            and episodes.child = decided_children.child
    where
        episodes.place in ('A3', 'A4', 'A5', 'A6')
        and decided_children.child is null

)

{{ one_finding_a_row('failing', 'Episodes') }}
