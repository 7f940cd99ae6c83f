-- One row per child record of an unborn child with a gender other than 0.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

unborn_children as (

    select
        return_id,
        {{ finding_key(["'ChildIdentifiers'", 'row_number']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    where
        expected_person_birth_date is not null
        and person_birth_date is null
        and gender_current is distinct from '0'

)

select * from unborn_children
