-- One row per figure of a period and kind of shorter period, weeks or days, that stands
-- inside it in the same report: what those say together.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

measured_figures as (

    select
        figures.*,
        coalesce(figures.value_printed, figures.value_of_parts) as stated_value,
        {{ days_between('figures.period_start', 'figures.period_end') }} + 1
            as days_covered
    from stated_figures as figures
    inner join indicators
        on
            figures.indicator_id = indicators.indicator_id
            and indicators.period_type = 'year'
    where
        figures.unit in ('count', 'percent')
        and figures.period_start <= figures.period_end
        and figures.period_type not in ('snapshot', 'not_stated')

),

weeks as (

    select
        *,
        coalesce(value_decimals, 9) as decimals
    from measured_figures
    where
        stated_value is not null
        and (
            (period_type = 'week' and days_covered = 7)
            or (period_type = 'day' and days_covered = 1)
        )
    qualify
        row_number() over (
            partition by
                return_id, table_name, area_code, indicator_id, period_type, period_end
            order by row_number desc
        ) = 1

),

weeks_of_periods as (

    select
        periods.return_id,
        periods.table_name,
        periods.row_number,
        periods.days_covered as period_days,
        periods.stated_value as period_value,
        weeks.period_type as part_type,
        weeks.row_number as part_row_number,
        weeks.days_covered,
        weeks.stated_value,
        weeks.decimals,
        weeks.numerator,
        weeks.denominator,
        weeks.value_of_parts,
        weeks.period_basis,
        coalesce(
            lag(weeks.period_end) over (
                partition by
                    periods.return_id,
                    periods.table_name,
                    periods.row_number,
                    weeks.period_type
                order by weeks.period_end
            ) >= weeks.period_start,
            false
        ) as is_overlap
    from measured_figures as periods
    inner join weeks
        on
            periods.return_id = weeks.return_id
            and periods.table_name = weeks.table_name
            and periods.area_code = weeks.area_code
            and periods.indicator_id = weeks.indicator_id
            and periods.period_start <= weeks.period_start
            and periods.period_end >= weeks.period_end
            and periods.days_covered > weeks.days_covered
    where
        periods.stated_value is not null
        and periods.period_type <> weeks.period_type
        and periods.period_type <> 'day'

),

-- Weeks that overlap say nothing together.
period_weeks as (

    select
        return_id,
        table_name,
        row_number,
        part_type,
        period_days,
        period_value,
        count(*) as parts_printed,
        count(value_of_parts) as parts_with_counts,
        sum(days_covered) as days_printed,
        sum(days_covered) = period_days as has_all_parts,
        sum(stated_value) as part_sum,
        min(stated_value - {{ rounding_tolerance('decimals') }}) as least_part,
        max(stated_value + {{ rounding_tolerance('decimals') }}) as most_part,
        sum(numerator) as numerator_sum,
        sum(denominator) as denominator_sum,
        max(case when period_basis = 'assumed' then 1 else 0 end) = 1
            as has_assumed_part
    from weeks_of_periods
    group by
        return_id, table_name, row_number, part_type, period_days, period_value
    having max(case when is_overlap then 1 else 0 end) = 0

)

select * from period_weeks
