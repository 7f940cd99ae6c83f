-- One row per child looked after at the end of the year of whom the other return knows
-- no open episode of need.
with

care_at_year_end as (

    select * from {{ ref('returncheck', 'int_care_at_year_end') }}

),

matchable_children as (

    select * from {{ ref('returncheck', 'int_matchable_children') }}

),

same_children as (

    select * from {{ ref('returncheck', 'int_same_children') }}

),

episodes_of_need as (

    select * from {{ ref('returncheck', 'int_child_spans') }}
    where span = 'in_need'

),

-- A return without any such episode cannot lack one child's.
returns_with_need as (

    select distinct return_id from episodes_of_need

),

-- An episode without a date of referral is not held against anybody.
open_episodes as (

    select distinct
        care_at_year_end.return_id,
        care_at_year_end.other_return_id,
        care_at_year_end.child_id
    from care_at_year_end
    inner join same_children
        on
            care_at_year_end.return_id = same_children.return_id
            and care_at_year_end.other_return_id = same_children.other_return_id
            and care_at_year_end.child_id = same_children.child_id
    inner join episodes_of_need
        on
            same_children.other_return_id = episodes_of_need.return_id
            and same_children.other_child_id = episodes_of_need.child_id
    where
        coalesce(episodes_of_need.starts_on <= care_at_year_end.year_end, true)
        and coalesce(episodes_of_need.ends_on > care_at_year_end.year_end, true)

),

-- A pupil number that the other return lacks may be missing there, not the child.
children_not_in_need as (

    select
        care_at_year_end.return_id,
        case
            when same_children.child_id is null then 'not_listed'
            else 'no_open_episode'
        end as same_child_check,
        care_at_year_end.child_id,
        care_at_year_end.table_name,
        care_at_year_end.row_number,
        care_at_year_end.start_field as field,
        cast(care_at_year_end.starts_on as string) as value,
        care_at_year_end.other_return_title,
        same_children.other_table_name || ' row '
        || cast(same_children.other_row_number as string) as other_place,
        {{ day_in_words('care_at_year_end.starts_on') }} as own_words,
        {{ day_in_words('care_at_year_end.year_end') }} as other_words
    from care_at_year_end
    inner join returns_with_need
        on care_at_year_end.other_return_id = returns_with_need.return_id
    inner join matchable_children
        on
            care_at_year_end.return_id = matchable_children.return_id
            and care_at_year_end.child_id = matchable_children.child_id
    left join same_children
        on
            care_at_year_end.return_id = same_children.return_id
            and care_at_year_end.other_return_id = same_children.other_return_id
            and care_at_year_end.child_id = same_children.child_id
    left join open_episodes
        on
            care_at_year_end.return_id = open_episodes.return_id
            and care_at_year_end.other_return_id = open_episodes.other_return_id
            and care_at_year_end.child_id = open_episodes.child_id
    where
        open_episodes.child_id is null
        and (
            same_children.child_id is not null
            or care_at_year_end.matched_by = 'child_id'
        )

)

select * from children_not_in_need
