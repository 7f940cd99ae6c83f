-- One row per child record whose UPN holds an unknown local authority number.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

tested_children as (

    select
        return_id,
        row_number,
        substring(upn, 2, 3) as number_text
    from children
    where length(upn) = 13

),

-- Each number is judged once, however many children have it.
given_numbers as (

    select
        number_text,
        case
            when {{ matches('number_text', '[0-9]{3}') }}
                then cast(number_text as integer)
        end as authority_number
    from tested_children
    group by number_text

),

unknown_authorities as (

    select number_text
    from given_numbers
    where
        authority_number is null
        or not {{ is_known_upn_authority('authority_number', 943) }}

),

unknown_numbers as (

    select
        tested_children.return_id,
        {{ finding_key(["'ChildIdentifiers'", 'tested_children.row_number']) }}
            as finding_key,
        'ChildIdentifiers' as table_name,
        tested_children.row_number,
        'fault' as role,
        cast(null as string) as details
    from tested_children
    inner join unknown_authorities
        on tested_children.number_text = unknown_authorities.number_text

)

select * from unknown_numbers
