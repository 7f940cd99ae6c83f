-- One row per child record with a death before the birth or without a birth date.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

deaths_without_life as (

    select
        return_id,
        {{ finding_key([
            'child_key', 'person_death_date', 'person_birth_date',
        ]) }} as finding_key,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    where
        person_death_date is not null
        and (
            person_birth_date is null
            or person_birth_date > person_death_date
        )

)

select * from deaths_without_life
