-- One row per child record of an unborn child with a sex other than U.
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
        and sex is distinct from 'U'

)

select * from unborn_children
