-- One row per child in care all year without a record of outcomes, and per such record
-- that lacks a health outcome.
with

outcomes as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc2') }}

),

continuously_looked_after as (

    select * from {{ ref('returncheck', 'int_ssda903__continuously_looked_after') }}

),

failing_outcomes as (

    select
        outcomes.return_id,
        outcomes.row_number
    from outcomes
    inner join continuously_looked_after
        on
            outcomes.return_id = continuously_looked_after.return_id
            and outcomes.child = continuously_looked_after.child
    where
        outcomes.immunisations is null
        or outcomes.teeth_check is null
        or outcomes.health_assessment is null
        or outcomes.substance_misuse is null

),

children_without_outcomes as (

    select
        continuously_looked_after.return_id,
        continuously_looked_after.child
    from continuously_looked_after
    left join outcomes
        on
            continuously_looked_after.return_id = outcomes.return_id
            and continuously_looked_after.child = outcomes.child
    where outcomes.return_id is null

),

first_episodes as (

    select
        episodes.return_id,
        episodes.row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }} as episodes
    inner join children_without_outcomes
        on
            episodes.return_id = children_without_outcomes.return_id
            and episodes.child = children_without_outcomes.child
    where episodes.decom is not null
    qualify
        row_number() over (
            partition by episodes.return_id, episodes.child
            order by episodes.decom asc nulls last, episodes.row_number asc
        ) = 1

)

{{ one_finding_a_row('failing_outcomes', 'OC2') }}
union all
{{ one_finding_a_row('first_episodes', 'Episodes') }}
