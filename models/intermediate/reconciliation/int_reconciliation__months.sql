-- One row per figure of several months whose months, or quarters, stand in the same
-- report. A figure that agrees with the published one is right, and they are in
-- question.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

period_months as (

    select * from {{ ref('returncheck', 'int_period_months') }}

),

supported_figures as (

    select * from {{ ref('returncheck', 'int_supported_figures') }}

),

spans as (

    select * from {{ ref('returncheck', 'int_reconciliation__spans') }}

),

span_sums as (

    select * from {{ ref('returncheck', 'int_reconciliation__span_sums') }}

),

counted_once as (

    select * from {{ ref('returncheck', 'rc_counted_once') }}

),

figures_as_published as (

    select * from {{ ref('returncheck', 'int_figures_as_published') }}

),

contradicted_figures as (

    select
        return_id,
        table_name,
        row_number
    from spans
    where status = 'disagrees'
    union
    select
        return_id,
        table_name,
        row_number
    from span_sums
    where status = 'disagrees'

),

contradicted_parts as (

    select figures.*
    from stated_figures as figures
    inner join contradicted_figures as contradicted
        on
            figures.return_id = contradicted.return_id
            and figures.table_name = contradicted.table_name
            and figures.row_number = contradicted.row_number
    where figures.period_type in ('month', 'quarter')

),

-- Periods with a part that another figure than theirs contradicts.
periods_cleared as (

    select distinct
        figures.return_id,
        figures.table_name,
        figures.row_number,
        parts.period_type
    from stated_figures as figures
    inner join contradicted_parts as parts
        on
            figures.return_id = parts.return_id
            and figures.table_name = parts.table_name
            and figures.area_code = parts.area_code
            and figures.indicator_id = parts.indicator_id
            and figures.period_start <= parts.period_start
            and figures.period_end >= parts.period_end
            and figures.row_number <> parts.row_number
    left join contradicted_figures as contradicted
        on
            figures.return_id = contradicted.return_id
            and figures.table_name = contradicted.table_name
            and figures.row_number = contradicted.row_number
    where contradicted.row_number is null

),

compared_periods as (

    select
        figures.*,
        months.stated_value,
        months.months_covered,
        coalesce(months.months_each, 1) = 3 as is_of_quarters,
        coalesce(supported.support, 1) = 3 or cleared.row_number is not null
            as is_supported,
        months.months_printed,
        months.most_month,
        months.months_printed = months.months_covered as has_all_months,
        counted_once.indicator_id is not null as is_counted_once,
        figures_as_published.row_number is not null as is_as_published,
        figures.period_basis = 'assumed' or months.has_assumed_month as is_assumed,
        case
            when figures.unit = 'count' then months.month_sum
            when months.months_with_parts = months.months_covered
                then
                    {{ value_from_parts(
                        'figures.unit', 'months.numerator_sum', 'months.denominator_sum'
                    ) }}
            when months.months_printed = months.months_covered
                then
                    least(
                        greatest(months.stated_value, months.least_month),
                        months.most_month
                    )
        end as expected_value,
        case
            when figures.unit = 'count' then 0.0
            else {{ rounding_tolerance('coalesce(figures.value_decimals, 9)') }}
        end as tolerance,
        figures.unit <> 'count' and months.months_with_parts < months.months_covered
            as is_range
    from stated_figures as figures
    inner join period_months as months
        on
            figures.return_id = months.return_id
            and figures.table_name = months.table_name
            and figures.row_number = months.row_number
    left join supported_figures as supported
        on
            figures.return_id = supported.return_id
            and figures.table_name = supported.table_name
            and figures.row_number = supported.row_number
    left join periods_cleared as cleared
        on
            figures.return_id = cleared.return_id
            and figures.table_name = cleared.table_name
            and figures.row_number = cleared.row_number
            and cleared.period_type
            = case when months.months_each = 3 then 'quarter' else 'month' end
    left join counted_once
        on figures.indicator_id = counted_once.indicator_id
    left join figures_as_published
        on
            figures.return_id = figures_as_published.return_id
            and figures.table_name = figures_as_published.table_name
            and figures.row_number = figures_as_published.row_number
    where figures.unit in ('count', 'percent')

),

judged_periods as (

    select
        *,
        case
            when unit = 'count' and not is_counted_once
                then
                    stated_value < expected_value
                    or (has_all_months and stated_value <> expected_value)
            when unit = 'count'
                then
                    stated_value < most_month - 1
                    or (has_all_months and stated_value > expected_value)
            else
                coalesce(
                    has_all_months and abs(stated_value - expected_value) > tolerance,
                    false
                )
        end as is_contradicted
    from compared_periods

),

month_comparisons as (

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
            when is_of_quarters then 'period_against_quarters'
            when period_type = 'year_to_date' then 'year_to_date_against_months'
            else 'period_against_months'
        end as comparison,
        stated_value,
        expected_value,
        tolerance,
        case
            when
                is_contradicted and (is_assumed or is_as_published or is_supported)
                then 'untestable'
            when is_contradicted then 'disagrees'
            when not has_all_months then 'untestable'
            when is_range then 'plausible'
            when stated_value = expected_value then 'agrees'
            when is_counted_once then 'plausible'
            else 'agrees'
        end as status,
        case
            when is_contradicted and is_assumed and is_of_quarters
                then 'quarters_but_assumed'
            when is_contradicted and is_assumed then 'months_but_assumed'
            when
                is_contradicted
                and (is_as_published or is_supported)
                and is_of_quarters
                then 'quarters_in_question'
            when is_contradicted and (is_as_published or is_supported)
                then 'months_in_question'
            when not has_all_months and is_of_quarters then 'quarters_printed'
            when not has_all_months then 'months_printed'
            when is_range and is_of_quarters then 'share_between_quarters'
            when is_range then 'share_between_months'
            when is_counted_once and is_of_quarters then 'counted_once_in_quarters'
            when is_counted_once then 'counted_once'
            when is_of_quarters then 'quarters_together'
            else 'months_together'
        end as reason_code,
        {{ reason_columns(
            count_1='case when has_all_months then months_covered'
            ' else months_printed end',
            count_2='months_covered'
        ) }}
    from judged_periods

)

select * from month_comparisons
