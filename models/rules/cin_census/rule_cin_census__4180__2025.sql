-- One row per child record whose sex is missing or not a known code.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

code_lists as (

    select * from {{ ref('returncheck', 'rc_code_lists') }}

),

known_codes as (

    select distinct code
    from code_lists
    where collection = 'cin_census' and list_name = 'sex'

),

unknown_codes as (

    select
        children.return_id,
        {{ finding_key(["'ChildIdentifiers'", 'children.row_number']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        children.row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    left join known_codes
        on children.sex = known_codes.code
    where known_codes.code is null

)

select * from unknown_codes
