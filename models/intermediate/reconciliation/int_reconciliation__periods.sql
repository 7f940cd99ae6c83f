-- One row per stated figure whose period cannot be what it says. Others have no row.
with

figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__figures') }}

),

comparators as (

    select * from {{ ref('returncheck', 'int_kpi_return__comparators') }}

),

reports as (

    select * from {{ ref('returncheck', 'int_kpi_return__reports') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

loaded_returns as (

    select
        return_id,
        {{ add_days('cast(loaded_at as date)', 1) }} as day_after_loading
    from {{ ref('returncheck', 'stg_register__returns') }}

),

all_periods as (

    select
        return_id,
        'Figures' as table_name,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        period_basis,
        report_date
    from figures
    union all
    select
        comparators.return_id,
        'Comparators' as table_name,
        comparators.row_number,
        comparators.la_code,
        comparators.indicator_id,
        coalesce(comparators.year_named, comparators.year_of_figure) as return_year,
        comparators.period_type,
        comparators.period_start,
        comparators.period_end,
        'printed' as period_basis,
        reports.report_date
    from comparators
    left join reports
        on comparators.return_id = reports.return_id

),

-- A report of the first of a month is one of that month: the first stands for a day
-- that is not known.
measured_periods as (

    select
        periods.*,
        loaded_returns.day_after_loading,
        -- Whether a quoted year of a published series was out is asked of the release.
        periods.table_name = 'Comparators' and coalesce(indicators.is_published, false)
            as is_asked_of_release,
        coalesce(indicators.year_end, '03-31') as year_end,
        {{ days_between('periods.period_start', 'periods.period_end') }} + 1
            as days_covered,
        extract(month from periods.period_start) as first_month,
        extract(day from periods.period_start) as first_day,
        case
            when extract(day from periods.report_date) = 1
                then {{ add_days(add_months('periods.report_date', 1), -1) }}
            else periods.report_date
        end as last_report_day
    from all_periods as periods
    left join indicators
        on periods.indicator_id = indicators.indicator_id
    left join loaded_returns
        on periods.return_id = loaded_returns.return_id

),

-- The fewest and the most days that each kind of period has, weeks of four or five to
-- a month among them.
judged_periods as (

    select
        *,
        case
            when period_end < period_start then 'ends_before_it_begins'
            when period_type = 'day' and days_covered <> 1 then 'no_day'
            when period_type = 'week' and days_covered not between 5 and 7
                then 'no_week'
            when period_type = 'month' and days_covered not between 28 and 35
                then 'no_month'
            when period_type = 'quarter' and days_covered not between 84 and 98
                then 'no_quarter'
            when period_type = 'year' and days_covered not between 364 and 371
                then 'no_year'
            when
                period_type = 'rolling_12_months'
                and days_covered not between 364 and 371
                then 'no_twelve_months'
            when period_type = 'year_to_date' and days_covered > 366
                then 'no_part_of_a_year'
            when
                period_type = 'year_to_date'
                and not (
                    first_day = 1
                    and (
                        first_month = 4
                        or (first_month = 9 and year_end = '08-31')
                        or (first_month = 10 and year_end = '09-30')
                        or (first_month = 1 and year_end = '12-31')
                    )
                )
                then 'year_begins_elsewhere'
            when period_start > last_report_day and not is_asked_of_release
                then 'begins_after_report'
            when period_end > last_report_day and not is_asked_of_release
                then 'ends_after_report'
            when report_date > day_after_loading then 'report_of_the_future'
            when period_type = 'snapshot' and days_covered > 1 then 'no_one_day'
            when
                period_type = 'quarter'
                and first_day = 1
                and first_month not in (1, 4, 7, 10)
                then 'quarter_of_no_year'
        end as fault
    from measured_periods

),

period_comparisons as (

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
            when fault = 'quarter_of_no_year' then 'quarter_of_year'
            when fault in ('report_of_the_future', 'no_one_day') then 'day_of_figure'
            else 'period_itself'
        end as comparison,
        cast(null as double) as stated_value,
        cast(null as double) as expected_value,
        cast(null as double) as tolerance,
        case
            when period_basis = 'assumed' then 'untestable'
            when fault in ('quarter_of_no_year', 'report_of_the_future', 'no_one_day')
                then 'in_question'
            else 'disagrees'
        end as status,
        fault as reason_code,
        {{ reason_columns(
            remark_code="case when period_basis = 'assumed'"
            " then 'but_period_assumed' end",
            number_1='days_covered',
            day_1="case when fault in"
            " ('begins_after_report', 'ends_after_report', 'report_of_the_future')"
            ' then report_date else period_end end',
            text_1=day_in_words('period_start'),
            text_2=day_in_words('period_end')
        ) }}
    from judged_periods
    where fault is not null

)

select * from period_comparisons
