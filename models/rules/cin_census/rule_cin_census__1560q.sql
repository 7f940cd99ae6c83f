-- One row per child record whose former UPN does not have the form of a UPN.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

misshapen_former_upns as (

    select
        return_id,
        {{ finding_key(["'ChildIdentifiers'", 'row_number']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    where not {{ matches('former_upn', '[A-Za-z][0-9]{12}') }}

)

select * from misshapen_former_upns
