-- One row per child record whose UPN has no digit where it must have one.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

misplaced_characters as (

    select
        return_id,
        {{ finding_key(["'ChildIdentifiers'", 'row_number']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    where not {{ matches('substring(upn, 5, 8)', '[0-9]+') }}

)

select * from misplaced_characters
