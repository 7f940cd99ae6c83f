-- One row per asylum and per care leaver record of a child without care in the year.
with

asylum_seekers as (

    select * from {{ ref('returncheck', 'stg_ssda903__uasc') }}

),

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

told_leavers as (

    select
        return_id,
        row_number,
        child
    from care_leavers
    where coalesce(in_touch, activ, accom) is not null

),

children_in_care as (

    select
        episodes.return_id,
        episodes.child
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id
    where
        episodes.decom <= periods.collection_end
        and (
            episodes.dec is null
            or episodes.dec >= periods.collection_start
        )

),

failing_children as (

    select distinct
        told_leavers.return_id,
        told_leavers.child
    from told_leavers
    inner join asylum_seekers
        on
            told_leavers.return_id = asylum_seekers.return_id
            and told_leavers.child = asylum_seekers.child
    left join children_in_care
        on
            told_leavers.return_id = children_in_care.return_id
            and told_leavers.child = children_in_care.child
    where children_in_care.return_id is null

),

records as (

    select
        return_id,
        'UASC' as table_name,
        row_number,
        child
    from asylum_seekers
    union all
    select
        return_id,
        'OC3' as table_name,
        row_number,
        child
    from told_leavers

),

locations as (

    select
        records.return_id,
        {{ finding_key(['records.child']) }} as finding_key,
        records.table_name,
        records.row_number,
        'fault' as role,
        cast(null as string) as details
    from records
    inner join failing_children
        on
            records.return_id = failing_children.return_id
            and records.child = failing_children.child

)

select * from locations
