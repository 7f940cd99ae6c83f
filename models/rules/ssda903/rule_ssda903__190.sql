-- One row per record with outcomes of a child not looked after all year.
with

outcomes as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc2') }}

),

continuously_looked_after as (

    select * from {{ ref('returncheck', 'int_ssda903__continuously_looked_after') }}

),

failing as (

    select
        outcomes.return_id,
        outcomes.row_number
    from outcomes
    left join continuously_looked_after
        on
            outcomes.return_id = continuously_looked_after.return_id
            and outcomes.child = continuously_looked_after.child
    where
        continuously_looked_after.child is null
        and coalesce(
            outcomes.convicted,
            outcomes.health_check,
            outcomes.immunisations,
            outcomes.teeth_check,
            outcomes.health_assessment,
            outcomes.substance_misuse,
            outcomes.intervention_received,
            outcomes.intervention_offered
        ) is not null

)

{{ one_finding_a_row('failing', 'OC2') }}
