-- One row per child record whose UPN ends in a character it cannot end in.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

wrong_endings as (

    select
        return_id,
        {{ finding_key(["'ChildIdentifiers'", 'row_number']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    where
        length(upn) = 13
        and not {{ matches('substring(upn, 13, 1)', '[0-9A-HJ-NP-RT-Z]') }}

)

select * from wrong_endings
