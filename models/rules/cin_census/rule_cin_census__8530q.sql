-- One row per child record with an expected birth date far from the census end.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

distant_births as (

    select
        children.return_id,
        {{ finding_key([
            'children.child_key', 'children.expected_person_birth_date',
        ]) }} as finding_key,
        'ChildIdentifiers' as table_name,
        children.row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    inner join census_periods
        on children.return_id = census_periods.return_id
    where
        children.expected_person_birth_date
        < {{ add_days('census_periods.reference_date', -30) }}
        or children.expected_person_birth_date
        > {{ add_months('census_periods.reference_date', 9) }}

)

select * from distant_births
