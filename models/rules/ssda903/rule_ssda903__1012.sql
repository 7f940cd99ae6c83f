-- One row per record beside the episodes whose child has none this year.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

records as (

    select
        return_id,
        'PlacedAdoption' as table_name,
        row_number,
        child
    from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}
    union all
    select
        return_id,
        'Missing' as table_name,
        row_number,
        child
    from {{ ref('returncheck', 'stg_ssda903__missing') }}
    union all
    select
        return_id,
        'Reviews' as table_name,
        row_number,
        child
    from {{ ref('returncheck', 'stg_ssda903__reviews') }}
    union all
    select
        return_id,
        'AD1' as table_name,
        row_number,
        child
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    union all
    select
        return_id,
        'PrevPerm' as table_name,
        row_number,
        child
    from {{ ref('returncheck', 'stg_ssda903__prev_perm') }}
    union all
    select
        return_id,
        'OC2' as table_name,
        row_number,
        child
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}

),

failing as (

    select
        records.return_id,
        {{ finding_key(['records.table_name', 'records.row_number']) }} as finding_key,
        records.table_name,
        records.row_number,
        'fault' as role,
        cast(null as string) as details
    from records
    left join episodes
        on
            records.return_id = episodes.return_id
            and records.child = episodes.child
    where episodes.return_id is null

)

select * from failing
