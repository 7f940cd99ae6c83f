-- One row per month of a count whose months all stand in the report beside their
-- period: months that add to it confirm each other.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

month_comparisons as (

    select * from {{ ref('returncheck', 'int_reconciliation__months') }}

),

counted_once as (

    select * from {{ ref('returncheck', 'rc_counted_once') }}

),

months as (

    select figures.*
    from stated_figures as figures
    left join counted_once
        on figures.indicator_id = counted_once.indicator_id
    where
        figures.period_type = 'month'
        and figures.unit = 'count'
        and coalesce(figures.value_printed, figures.numerator) is not null
        and counted_once.indicator_id is null

),

periods as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        figures.area_code,
        figures.indicator_id,
        figures.period_start,
        figures.period_end,
        comparisons.stated_value,
        comparisons.expected_value,
        comparisons.status
    from month_comparisons as comparisons
    inner join stated_figures as figures
        on
            comparisons.return_id = figures.return_id
            and comparisons.table_name = figures.table_name
            and comparisons.row_number = figures.row_number
    where
        (
            comparisons.status in ('agrees', 'disagrees')
            or comparisons.reason_code = 'months_in_question'
        )
        and figures.unit = 'count'

),

-- Of several periods the one that the months give, then the shortest.
month_in_period as (

    select
        months.return_id,
        months.table_name,
        months.row_number,
        months.la_code,
        months.indicator_id,
        months.return_year,
        months.period_type,
        months.period_start,
        months.period_end,
        'month_in_period' as comparison,
        periods.stated_value,
        periods.expected_value,
        0.0 as tolerance,
        case periods.status
            when 'agrees' then 'agrees'
            else 'untestable'
        end as status,
        case periods.status
            when 'agrees' then 'period_in_row'
            else 'months_do_not_add'
        end as reason_code,
        {{ reason_columns(count_1='periods.row_number') }}
    from months
    inner join periods
        on
            months.return_id = periods.return_id
            and months.table_name = periods.table_name
            and months.area_code = periods.area_code
            and months.indicator_id = periods.indicator_id
            and months.period_start >= periods.period_start
            and months.period_end <= periods.period_end
    where true
    qualify
        row_number() over (
            partition by months.return_id, months.table_name, months.row_number
            order by periods.status, periods.period_end, periods.row_number
        ) = 1

)

select * from month_in_period
