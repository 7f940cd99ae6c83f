-- One row per placement decision, and per adoption record of the child, whose dates
-- are not the same.
with

decisions as (

    select * from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}

),

adoptions as (

    select * from {{ ref('returncheck', 'stg_ssda903__ad1') }}

),

failing_pairs as (

    select
        decisions.return_id,
        decisions.row_number as decision_row,
        adoptions.row_number as adoption_row
    from decisions
    inner join adoptions
        on
            decisions.return_id = adoptions.return_id
            and decisions.child = adoptions.child
    where
        decisions.date_placed <> adoptions.date_int

),

locations as (

    select
        return_id,
        {{ finding_key(['decision_row', 'adoption_row']) }} as finding_key,
        'PlacedAdoption' as table_name,
        decision_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_pairs
    union all
    select
        return_id,
        {{ finding_key(['decision_row', 'adoption_row']) }} as finding_key,
        'AD1' as table_name,
        adoption_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_pairs

)

select * from locations
