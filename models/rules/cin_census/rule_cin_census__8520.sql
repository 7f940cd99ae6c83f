-- One row per child record with a birth date after the census end.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

late_births as (

    select
        children.return_id,
        {{ finding_key(["'ChildIdentifiers'", 'children.row_number']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        children.row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    inner join census_periods
        on children.return_id = census_periods.return_id
    where children.person_birth_date > census_periods.reference_date

)

select * from late_births
