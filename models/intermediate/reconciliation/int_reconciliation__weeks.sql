-- One row per figure of a period whose weeks or days stand in the same report, and per
-- week or day that its period confirms or does not.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

period_weeks as (

    select * from {{ ref('returncheck', 'int_period_weeks') }}

),

counted_once as (

    select * from {{ ref('returncheck', 'rc_counted_once') }}

),

compared_periods as (

    select
        figures.*,
        weeks.part_type,
        weeks.period_value,
        weeks.period_days,
        weeks.days_printed,
        weeks.parts_printed,
        weeks.most_part,
        weeks.has_all_parts,
        counted_once.indicator_id is not null as is_counted_once,
        figures.period_basis = 'assumed' or weeks.has_assumed_part as is_assumed,
        case
            when figures.unit = 'count' then weeks.part_sum
            when not weeks.has_all_parts then null
            when weeks.parts_with_counts = weeks.parts_printed
                then
                    {{ value_from_parts(
                        'figures.unit', 'weeks.numerator_sum', 'weeks.denominator_sum'
                    ) }}
            else
                least(
                    greatest(weeks.period_value, weeks.least_part), weeks.most_part
                )
        end as expected_value,
        case
            when figures.unit = 'count' then 0.0
            else {{ rounding_tolerance('coalesce(figures.value_decimals, 9)') }}
        end as tolerance,
        figures.unit <> 'count' and weeks.parts_with_counts < weeks.parts_printed
            as is_range
    from stated_figures as figures
    inner join period_weeks as weeks
        on
            figures.return_id = weeks.return_id
            and figures.table_name = weeks.table_name
            and figures.row_number = weeks.row_number
    left join counted_once
        on figures.indicator_id = counted_once.indicator_id

),

judged_periods as (

    select
        *,
        case
            when unit = 'count' and not is_counted_once
                then
                    period_value < expected_value
                    or (has_all_parts and period_value <> expected_value)
            when unit = 'count'
                then
                    period_value < most_part - 1
                    or (has_all_parts and period_value > expected_value)
            else
                coalesce(
                    has_all_parts and abs(period_value - expected_value) > tolerance,
                    false
                )
        end as is_contradicted
    from compared_periods

),

outcomes as (

    select
        *,
        case
            when is_contradicted and is_assumed then 'untestable'
            when is_contradicted then 'disagrees'
            when not has_all_parts then 'untestable'
            when is_range then 'plausible'
            when unit <> 'count' or period_value = expected_value then 'agrees'
            else 'plausible'
        end as status
    from judged_periods

),

weeks_in_periods as (

    select
        weeks.*,
        periods.row_number as period_row_number,
        periods.period_value,
        periods.expected_value,
        periods.status
    from stated_figures as weeks
    inner join outcomes as periods
        on
            weeks.return_id = periods.return_id
            and weeks.table_name = periods.table_name
            and weeks.area_code = periods.area_code
            and weeks.indicator_id = periods.indicator_id
            and weeks.period_type = periods.part_type
            and weeks.period_start >= periods.period_start
            and weeks.period_end <= periods.period_end
    where
        periods.unit = 'count'
        and not periods.is_counted_once
        and periods.has_all_parts
        and coalesce(weeks.value_printed, weeks.numerator) is not null
    qualify
        row_number() over (
            partition by weeks.return_id, weeks.table_name, weeks.row_number
            order by
                periods.status, periods.period_days nulls last, periods.row_number
        ) = 1

),

week_comparisons as (

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
        case part_type
            when 'week' then 'period_against_weeks'
            else 'period_against_days'
        end as comparison,
        period_value as stated_value,
        expected_value,
        tolerance,
        status,
        case
            when is_contradicted and is_assumed then 'parts_but_assumed'
            when not has_all_parts then 'days_printed'
            when is_range then 'share_between_parts'
            when is_counted_once then 'counted_once_in_parts'
            when part_type = 'week' then 'weeks_together'
            else 'days_together'
        end as reason_code,
        {{ reason_columns(
            count_1='case when has_all_parts then parts_printed else days_printed end',
            count_2='period_days'
        ) }}
    from outcomes
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
        'week_in_period' as comparison,
        period_value as stated_value,
        expected_value,
        0.0 as tolerance,
        case status when 'agrees' then 'agrees' else 'untestable' end as status,
        case status when 'agrees' then 'period_in_row' else 'weeks_do_not_add' end
            as reason_code,
        {{ reason_columns(count_1='period_row_number') }}
    from weeks_in_periods

)

select * from week_comparisons
