-- One row per figure of a whole authority that its report prints of teams as well: what
-- those add to, between the least and the most.
with

amounts as (

    select * from {{ ref('returncheck', 'int_team_amounts') }}

),

-- A team that stands twice counts once, between what its rows say.
teams as (

    select
        return_id,
        la_code,
        area_code,
        indicator_id,
        first_day,
        period_end,
        min(row_number) as row_number,
        min(least_amount) as least_amount,
        case when count(most_amount) = count(*) then max(most_amount) end
            as most_amount,
        min(base) as least_base,
        max(base) as most_base,
        min(stated_value - rounding) as least_value,
        max(stated_value + rounding) as most_value,
        max(case when period_basis = 'assumed' then 1 else 0 end) as is_assumed
    from amounts
    where team is not null
    group by return_id, la_code, area_code, indicator_id, first_day, period_end

),

-- Teams that are printed in two ways, by place and by service, add to the whole twice:
-- then the running sum of their rows comes past it every time, or one of them is the
-- sum of those beside it.
teams_of_wholes as (

    select
        wholes.return_id,
        wholes.row_number,
        wholes.unit,
        wholes.stated_value as whole_value,
        teams.area_code,
        teams.least_amount,
        teams.most_amount,
        teams.least_base,
        teams.most_base,
        teams.least_value,
        teams.most_value,
        greatest(
            teams.is_assumed,
            case when wholes.period_basis = 'assumed' then 1 else 0 end
        ) as is_assumed,
        sum(teams.most_amount) over (
            partition by wholes.return_id, wholes.row_number
            order by teams.row_number
            rows between unbounded preceding and current row
        ) as running_sum,
        row_number() over (
            partition by wholes.return_id, wholes.row_number
            order by teams.row_number
        ) as place
    from amounts as wholes
    inner join teams
        on
            wholes.return_id = teams.return_id
            and wholes.la_code = teams.la_code
            and wholes.indicator_id = teams.indicator_id
            and wholes.period_end = teams.period_end
            and wholes.first_day is not distinct from teams.first_day
    where wholes.team is null

),

nested_teams as (

    select
        teams.return_id,
        teams.row_number,
        count(*) as nested_count
    from teams_of_wholes as teams
    inner join teams_of_wholes as others
        on
            teams.return_id = others.return_id
            and teams.row_number = others.row_number
    where
        teams.unit = 'count'
        and teams.most_amount > 0
        and (
            (
                others.place > teams.place + 1
                and others.running_sum - teams.running_sum = teams.most_amount
            )
            or (
                others.place < teams.place - 1
                and teams.running_sum - others.running_sum + others.most_amount
                = 2 * teams.most_amount
            )
        )
    group by teams.return_id, teams.row_number

),

sums as (

    select
        return_id,
        row_number,
        count(*) as team_count,
        count(least_amount) as counted_teams,
        sum(least_amount) as least_sum,
        case when count(most_amount) = count(*) then sum(most_amount) end as most_sum,
        max(least_amount) as largest_team,
        case when count(least_base) = count(*) then sum(least_base) end as base_sum,
        sum(most_base) as printed_base_sum,
        max(case when least_base < most_base then 1 else 0 end) = 1
            as has_other_base,
        min(least_value) as least_value,
        max(most_value) as most_value,
        count(least_value) = count(*) as has_all_values,
        max(is_assumed) = 1 as is_assumed,
        sum(
            case
                when
                    unit = 'count'
                    and whole_value > 0
                    and running_sum > 0
                    and abs(
                        running_sum
                        - whole_value * round(running_sum / whole_value)
                    ) < 0.000001
                    then 1
                else 0
            end
        ) as times_whole
    from teams_of_wholes
    group by return_id, row_number

),

team_sums as (

    select
        sums.*,
        coalesce(nested_teams.nested_count, 0) as nested_count
    from sums
    left join nested_teams
        on
            sums.return_id = nested_teams.return_id
            and sums.row_number = nested_teams.row_number

)

select * from team_sums
