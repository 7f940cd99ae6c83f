-- One row per reversed placement decision, and per adoption record of the child that
-- is filled in.
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
        decisions.date_placed_ceased_text is not null
        and coalesce(
            adoptions.date_int_text,
            adoptions.date_match_text,
            adoptions.foster_care,
            adoptions.nb_adoptr,
            adoptions.sex_adoptr,
            adoptions.ls_adoptr
        ) is not null

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
