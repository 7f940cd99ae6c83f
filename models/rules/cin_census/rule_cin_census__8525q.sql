-- One row per child record with both birth dates or with neither.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

doubtful_births as (

    -- Records without a key are not known to be one child.
    select
        return_id,
        {{ finding_key([
            'child_key', 'case when child_key is null then row_number end',
        ]) }} as finding_key,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    where (person_birth_date is null) = (expected_person_birth_date is null)

)

select * from doubtful_births
