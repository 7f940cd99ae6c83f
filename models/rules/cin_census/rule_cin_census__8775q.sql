-- One row per person past 25, and per episode that ran past the 25th birthday.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

late_pairs as (

    select
        children.return_id,
        {{ finding_key(['children.child_key']) }} as finding_key,
        children.row_number as child_row,
        episodes.row_number as episode_row
    from children
    inner join census_periods
        on children.return_id = census_periods.return_id
    inner join episodes
        on
            children.return_id = episodes.return_id
            and children.child_key = episodes.child_key
    where
        children.person_birth_date
        < {{ add_months('census_periods.reference_date', -300) }}
        and (
            episodes.cin_closure_date is null
            or episodes.cin_closure_date
            > {{ add_months('children.person_birth_date', 300) }}
        )

),

locations as (

    select
        return_id,
        finding_key,
        'ChildIdentifiers' as table_name,
        child_row as row_number,
        'related' as role,
        cast(null as string) as details
    from late_pairs
    union
    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from late_pairs

)

select * from locations
