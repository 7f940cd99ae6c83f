-- One row per adoption of a child all of whose several placement decisions have
-- ended.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

ended_children as (

    select
        return_id,
        child
    from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}
    group by
        return_id,
        child
    having
        count(*) >= 2
        and count(date_placed_ceased_text) = count(*)

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    inner join ended_children
        on
            episodes.return_id = ended_children.return_id
            and episodes.child = ended_children.child
    where episodes.rec in ('E11', 'E12')

)

{{ one_finding_a_row('failing', 'Episodes') }}
