-- One row per child of two returns and fact of it in which the two differ.
with

same_children as (

    select * from {{ ref('returncheck', 'int_same_children') }}

),

births as (

    select
        return_id,
        'birth_date' as same_child_check,
        child_id,
        table_name,
        row_number,
        birth_field as field,
        cast(birth_date as string) as value,
        other_return_title,
        other_table_name || ' row ' || cast(other_row_number as string) as other_place,
        {{ day_in_words('birth_date') }} as own_words,
        {{ day_in_words('other_birth_date') }} as other_words
    from same_children
    where birth_date <> other_birth_date

),

sexes as (

    select
        return_id,
        'sex' as same_child_check,
        child_id,
        table_name,
        row_number,
        sex_field as field,
        sex_value as value,
        other_return_title,
        other_table_name || ' row ' || cast(other_row_number as string) as other_place,
        sex as own_words,
        other_sex as other_words
    from same_children
    where sex <> other_sex

),

children_who_differ as (

    select * from births
    union all
    select * from sexes

)

select * from children_who_differ
