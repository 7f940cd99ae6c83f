-- One row per child that the census lists, as its first record has it.
with

child_identifiers as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}
    where la_child_id is not null

),

first_records as (

    select
        *,
        coalesce(sex, gender_current) as sex_value
    from child_identifiers
    qualify
        row_number() over (
            partition by return_id, la_child_id
            order by row_number asc nulls last
        ) = 1

),

-- 0 and 9 of the former code, and U of the present one, tell no sex.
listed_children as (

    select
        return_id,
        'CIN census' as return_title,
        la_child_id as child_id,
        upn,
        'ChildIdentifiers' as table_name,
        row_number,
        'PersonBirthDate' as birth_field,
        person_birth_date as birth_date,
        case when sex is null then 'GenderCurrent' else 'Sex' end as sex_field,
        sex_value,
        case
            when sex_value in ('1', 'M') then 'male'
            when sex_value in ('2', 'F') then 'female'
        end as sex
    from first_records

)

select * from listed_children
