-- One row per figure of a whole authority that its report prints of teams as well: how
-- it stands to them, and which is in question where it does not agree.
with

amounts as (

    select * from {{ ref('returncheck', 'int_team_amounts') }}

),

team_sums as (

    select * from {{ ref('returncheck', 'int_team_sums') }}

),

counted_once as (

    select * from {{ ref('returncheck', 'rc_counted_once') }}

),

supported_figures as (

    select * from {{ ref('returncheck', 'int_supported_figures') }}

),

wholes as (

    select
        amounts.*,
        sums.team_count,
        sums.counted_teams,
        sums.least_sum,
        sums.most_sum,
        sums.largest_team,
        sums.base_sum,
        sums.printed_base_sum,
        sums.has_other_base,
        sums.least_value,
        sums.most_value,
        sums.has_all_values,
        sums.is_assumed,
        round(sums.most_sum / nullif(amounts.stated_value, 0)) as split_ways,
        sums.times_whole,
        sums.nested_count,
        counted_once.indicator_id is not null as is_counted_once,
        coalesce(supported.support = 3, false) as is_sure,
        sums.counted_teams = sums.team_count as has_all_amounts,
        amounts.base - sums.base_sum as base_left
    from amounts
    inner join team_sums as sums
        on
            amounts.return_id = sums.return_id
            and amounts.row_number = sums.row_number
    left join counted_once
        on amounts.indicator_id = counted_once.indicator_id
    left join supported_figures as supported
        on
            amounts.return_id = supported.return_id
            and amounts.table_name = supported.table_name
            and amounts.row_number = supported.row_number

),

-- What the whole can be by its teams. Those in no team printed add to a count, and to
-- a share between none of them and all.
bounded_wholes as (

    select
        *,
        case
            when unit = 'count' and is_counted_once then largest_team
            when unit = 'count' then least_sum
            when not has_all_amounts or has_other_base then null
            when base_left >= 0 then scale * least_sum / nullif(base, 0)
            when base is null and base_sum > 0 then scale * least_sum / base_sum
        end as least_whole,
        case
            when unit = 'count' then most_sum
            when not has_all_amounts or has_other_base then null
            when base_left = 0 or (base_left > 0 and unit = 'percent')
                then scale * (most_sum + base_left) / nullif(base, 0)
            when base is null and base_sum > 0 then scale * most_sum / base_sum
        end as most_whole,
        case when unit = 'count' then least_amount else stated_value - rounding end
            as whole_low,
        case when unit = 'count' then most_amount else stated_value + rounding end
            as whole_high
    from wholes

),

outcomes as (

    select
        *,
        case
            when
                unit = 'count'
                and split_ways > 1
                and most_sum = least_sum
                and most_sum = split_ways * stated_value
                and (times_whole >= split_ways or nested_count > 0)
                then 'split_twice'
            when unit = 'count' and whole_high < least_whole then 'too_little'
            when
                unit = 'count'
                and most_sum is not null
                and whole_low = whole_high
                and whole_low in (least_sum, most_sum)
                then 'equal'
            when
                unit = 'count'
                and is_counted_once
                and has_all_amounts
                and coalesce(whole_low <= most_sum, true)
                then 'counted_once'
            when unit = 'count' and most_sum < whole_low then 'more_than_teams'
            when unit = 'count' then 'within'
            when base < printed_base_sum then 'base_too_little'
            when
                base_left = 0
                and (whole_low > most_whole or whole_high < least_whole)
                then 'other_share'
            when base_left = 0 and least_whole is not null then 'equal'
            when
                base_left > 0
                and (whole_low > most_whole or whole_high < least_whole)
                then 'rest_cannot_give'
            when
                base is null
                and whole_low <= most_whole
                and whole_high >= least_whole
                then 'equal'
            when base_left > 0 and least_whole is not null then 'more_than_teams'
            when not has_all_values then 'some_without_value'
            when whole_low > most_value or whole_high < least_value
                then 'outside_teams'
            else 'between_teams'
        end as outcome
    from bounded_wholes

),

teams_judged as (

    select
        *,
        outcome in ('too_little', 'base_too_little', 'other_share', 'rest_cannot_give')
            as is_false,
        case
            when
                outcome in ('other_share', 'rest_cannot_give')
                and whole_low > most_whole
                then most_whole
            when outcome in ('other_share', 'rest_cannot_give') then least_whole
            when outcome = 'base_too_little' then printed_base_sum
            when outcome in ('too_little', 'counted_once') then least_whole
            when outcome = 'equal' and unit = 'count' then whole_low
            when outcome = 'equal'
                then
                    scale * (least_sum + most_sum) / 2
                    / nullif(base_sum, 0)
            when
                outcome in ('between_teams', 'outside_teams')
                and stated_value is not null
                then
                    least(
                        greatest(stated_value, least_value), most_value
                    )
            when unit = 'count' then least_sum
        end as teams_value
    from outcomes

)

select * from teams_judged
