-- One row per child record whose UPN has the wrong check letter.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

tested_children as (

    select
        return_id,
        row_number,
        upn
    from children
    where
        length(upn) = 13
        and {{ matches('substring(upn, 2, 12)', '[0-9]{12}') }}

),

checked_children as (

    select
        return_id,
        row_number,
        substring(upn, 1, 1) as first_letter,
        (
            {% for position in range(2, 14) %}
                {% if not loop.first %} + {% endif %}
                {{ position }} * try_cast(substring(upn, {{ position }}, 1) as integer)
            {% endfor %}
        ) % 23 as remainder
    from tested_children

),

wrong_letters as (

    select
        return_id,
        {{ finding_key(["'ChildIdentifiers'", 'row_number']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from checked_children
    where first_letter <> substring('ABCDEFGHJKLMNPQRTUVWXYZ', remainder + 1, 1)

)

select * from wrong_letters
