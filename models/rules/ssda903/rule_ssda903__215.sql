-- One row per pair of a care leaver's record and a health record of one child, and
-- record.
with

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}
    where coalesce(in_touch, activ, accom) is not null

),

health_records as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where
        coalesce(
            convicted,
            health_check,
            immunisations,
            teeth_check,
            health_assessment,
            substance_misuse,
            intervention_received,
            intervention_offered
        ) is not null

),

pairs as (

    select
        care_leavers.return_id,
        care_leavers.row_number as oc3_row,
        health_records.row_number as oc2_row
    from care_leavers
    inner join health_records
        on
            care_leavers.return_id = health_records.return_id
            and care_leavers.child = health_records.child

),

locations as (

    select
        return_id,
        {{ finding_key(['oc3_row', 'oc2_row']) }} as finding_key,
        'OC3' as table_name,
        oc3_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from pairs
    union all
    select
        return_id,
        {{ finding_key(['oc3_row', 'oc2_row']) }} as finding_key,
        'OC2' as table_name,
        oc2_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from pairs

)

select * from locations
