-- One row per paired return and child of it that the other return lists too.
with

paired_returns as (

    select * from {{ ref('returncheck', 'int_paired_returns') }}

),

matchable_children as (

    select * from {{ ref('returncheck', 'int_matchable_children') }}

),

same_children as (

    select
        paired_returns.return_id,
        paired_returns.other_return_id,
        paired_returns.other_return_title,
        paired_returns.return_year,
        own.child_id,
        own.table_name,
        own.row_number,
        own.birth_field,
        own.birth_date,
        own.sex_field,
        own.sex_value,
        own.sex,
        other.child_id as other_child_id,
        other.table_name as other_table_name,
        other.row_number as other_row_number,
        other.birth_date as other_birth_date,
        other.sex as other_sex
    from paired_returns
    inner join matchable_children as own
        on paired_returns.return_id = own.return_id
    inner join matchable_children as other
        on
            paired_returns.other_return_id = other.return_id
            and own.match_key = other.match_key

)

select * from same_children
