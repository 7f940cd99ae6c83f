-- One row per child record whose LA child identifier has a wrong character.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

wrong_identifiers as (

    select
        return_id,
        {{ finding_key(["'ChildIdentifiers'", 'row_number']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    where not {{ matches('la_child_id', '[\\p{L}\\p{Nd}]+') }}

)

select * from wrong_identifiers
