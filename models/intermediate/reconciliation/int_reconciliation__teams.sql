-- One row per figure of a whole authority that its report prints of teams as well, held
-- against them together.
with

teams_judged as (

    select * from {{ ref('returncheck', 'int_teams_judged') }}

),

team_comparisons as (

    select
        return_id,
        table_name,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        case
            when outcome = 'base_too_little' then 'denominator_against_teams'
            else 'figure_against_teams'
        end as comparison,
        case
            when outcome = 'base_too_little' then base
            when unit = 'count' then coalesce(stated_value, least_amount)
            else stated_value
        end as stated_value,
        teams_value as expected_value,
        case
            when outcome = 'base_too_little' or unit = 'count' then 0.0
            else rounding
        end as tolerance,
        case
            when is_false and (is_sure or is_assumed) then 'untestable'
            when is_false then 'disagrees'
            when outcome = 'equal' then 'agrees'
            when outcome in ('counted_once', 'between_teams') then 'plausible'
            else 'untestable'
        end as status,
        case
            when is_false and is_sure then 'teams_in_question'
            when is_false and is_assumed then 'teams_but_assumed'
            when outcome = 'rest_cannot_give' then 'rest_of_teams'
            when outcome = 'split_twice' then 'teams_split_twice'
            when outcome = 'counted_once' then 'counted_once_in_teams'
            when outcome = 'between_teams' then 'share_between_teams'
            when outcome in ('outside_teams', 'more_than_teams')
                then 'teams_may_be_more'
            when outcome = 'within' then 'teams_with_bounds'
            when outcome = 'some_without_value' then 'teams_without_value'
            else 'teams_together'
        end as reason_code,
        {{ reason_columns(
            number_1='base_left', count_1='team_count', count_2='split_ways'
        ) }}
    from teams_judged

)

select * from team_comparisons
