-- One row per month, or quarter, of a count that stands in the report beside all others
-- of its period: what adds to the period confirms each other.
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
        figures.period_type in ('month', 'quarter')
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
        comparisons.status,
        comparisons.comparison = 'period_against_quarters' as is_of_quarters,
        coalesce(
            comparisons.reason_code in ('months_in_question', 'quarters_in_question'),
            false
        ) as are_in_question
    from month_comparisons as comparisons
    inner join stated_figures as figures
        on
            comparisons.return_id = figures.return_id
            and comparisons.table_name = figures.table_name
            and comparisons.row_number = figures.row_number
    where
        figures.unit = 'count'
        and (
            comparisons.status in ('agrees', 'disagrees')
            or comparisons.reason_code
            in ('months_in_question', 'quarters_in_question')
        )

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
        case
            when periods.is_of_quarters then 'quarter_in_period'
            else 'month_in_period'
        end as comparison,
        periods.stated_value,
        periods.expected_value,
        0.0 as tolerance,
        case
            when periods.status = 'agrees' then 'agrees'
            when periods.are_in_question then 'in_question'
            else 'untestable'
        end as status,
        case
            when periods.status = 'agrees' then 'period_in_row'
            when periods.is_of_quarters then 'quarters_do_not_add'
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
            and months.row_number <> periods.row_number
            and coalesce(periods.is_of_quarters, false)
            = (months.period_type = 'quarter')
    where true
    qualify
        row_number() over (
            partition by months.return_id, months.table_name, months.row_number
            order by periods.status, periods.period_end, periods.row_number
        ) = 1

)

select * from month_in_period
