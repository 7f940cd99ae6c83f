-- One row per child that the return's Header lists, as its first row has it.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}
    where child is not null

),

first_rows as (

    select * from headers
    qualify
        row_number() over (
            partition by return_id, child
            order by row_number asc nulls last
        ) = 1

),

-- 1 and 2 up to the return of 2024; U, which tells no sex, M and F from then on.
listed_children as (

    select
        return_id,
        'SSDA903' as return_title,
        child as child_id,
        upn,
        'Header' as table_name,
        row_number,
        'DOB' as birth_field,
        dob as birth_date,
        'SEX' as sex_field,
        sex as sex_value,
        case
            when sex in ('1', 'M') then 'male'
            when sex in ('2', 'F') then 'female'
        end as sex
    from first_rows

)

select * from listed_children
