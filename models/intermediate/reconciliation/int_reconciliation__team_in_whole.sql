-- One row per figure of a team whose whole stands in the same report: teams that add to
-- it confirm each other. A team that stands twice with two figures has a row as well.
with

amounts as (

    select * from {{ ref('returncheck', 'int_team_amounts') }}

),

teams_judged as (

    select * from {{ ref('returncheck', 'int_teams_judged') }}

),

team_figures as (

    select * from amounts
    where team is not null

),

-- Of several rows of the whole the one that its teams give.
beside_whole as (

    select
        teams.*,
        wholes.row_number as whole_row_number,
        wholes.is_false,
        wholes.is_sure,
        wholes.outcome,
        wholes.team_count,
        wholes.stated_value as whole_value,
        wholes.least_sum,
        wholes.most_sum,
        case
            when wholes.unit = 'count'
                then coalesce(wholes.stated_value, wholes.least_amount)
            else wholes.stated_value
        end as whole_shown,
        wholes.teams_value,
        wholes.whole_high as whole_most,
        wholes.is_assumed
    from team_figures as teams
    inner join teams_judged as wholes
        on
            teams.return_id = wholes.return_id
            and teams.la_code = wholes.la_code
            and teams.indicator_id = wholes.indicator_id
            and teams.period_end = wholes.period_end
            and teams.first_day is not distinct from wholes.first_day
    where true
    qualify
        row_number() over (
            partition by teams.return_id, teams.row_number
            order by
                case when wholes.outcome = 'equal' then 0 else 1 end nulls last,
                wholes.row_number
        ) = 1

),

-- Of two figures of a team the one that fits the whole is right, else the first.
repeated_teams as (

    select
        teams.*,
        others.row_number as other_row_number,
        others.stated_value as other_value,
        greatest(teams.rounding, others.rounding) as repeat_rounding,
        case
            when
                beside_whole.unit = 'count'
                and beside_whole.whole_value
                in (beside_whole.least_sum, beside_whole.most_sum)
                and beside_whole.least_sum <> beside_whole.most_sum
                then
                    (beside_whole.whole_value = beside_whole.least_sum)
                    = (teams.stated_value > others.stated_value)
            else teams.row_number > others.row_number
        end as is_the_other
    from team_figures as teams
    inner join team_figures as others
        on
            teams.return_id = others.return_id
            and teams.area_code = others.area_code
            and teams.indicator_id = others.indicator_id
            and teams.period_end = others.period_end
            and teams.first_day is not distinct from others.first_day
            and teams.row_number <> others.row_number
    left join beside_whole
        on
            teams.return_id = beside_whole.return_id
            and teams.row_number = beside_whole.row_number
    where
        abs(teams.stated_value - others.stated_value) > case
            when teams.unit = 'count' then 0.0
            else greatest(teams.rounding, others.rounding)
        end
    qualify
        row_number() over (
            partition by teams.return_id, teams.row_number
            order by others.row_number
        ) = 1

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
        'team_in_whole' as comparison,
        whole_shown as stated_value,
        teams_value as expected_value,
        cast(null as double) as tolerance,
        case
            when
                is_false and is_sure and not is_assumed and least_amount > whole_most
                and unit = 'count'
                then 'disagrees'
            when is_false and is_sure and not is_assumed then 'in_question'
            when outcome = 'equal' then 'agrees'
            else 'untestable'
        end as status,
        case
            when outcome = 'equal' then 'whole_in_row'
            when is_false and is_sure then 'teams_above_sure_whole'
            when is_false then 'teams_do_not_add'
            else 'teams_need_not_add'
        end as reason_code,
        {{ reason_columns(count_1='whole_row_number', count_2='team_count') }}
    from beside_whole
    union all
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
        'team_repeated' as comparison,
        stated_value,
        other_value as expected_value,
        case when unit = 'count' then 0.0 else repeat_rounding end as tolerance,
        case when is_the_other then 'disagrees' else 'untestable' end as status,
        'team_in_other_row' as reason_code,
        {{ reason_columns(count_1='other_row_number') }}
    from repeated_teams

)

select * from team_comparisons
