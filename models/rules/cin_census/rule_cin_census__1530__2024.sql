-- One row per child record whose UPN holds an unknown local authority number.
with

children as (

    select * from {{ ref('stg_cin_census__child_identifiers') }}

),

tested_children as (

    select
        return_id,
        row_number,
        case
            when {{ matches('substring(upn, 2, 3)', '[0-9]{3}') }}
                then cast(substring(upn, 2, 3) as integer)
        end as authority_number
    from children
    where length(upn) = 13

),

unknown_numbers as (

    select
        return_id,
        {{ finding_key(["'ChildIdentifiers'", 'row_number']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from tested_children
    where
        authority_number is null
        or not {{ is_known_upn_authority('authority_number', 943) }}

)

select * from unknown_numbers
