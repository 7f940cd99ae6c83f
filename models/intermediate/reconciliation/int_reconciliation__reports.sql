-- One row per figure that another report of the authority prints otherwise for the same
-- period. A later report may revise an earlier one: its figure is the one in use.
with

figures as (

    select
        *,
        coalesce(definition, 'national') as definition_used,
        case
            when period_type = 'snapshot' then coalesce(period_end, period_start)
            else period_start
        end as first_day,
        case
            when unit = 'count' then 0.0
            when value_printed is null then 0.000001
            else {{ rounding_tolerance('value_decimals') }}
        end as rounding
    from {{ ref('returncheck', 'int_kpi_return__figures') }}
    where
        value is not null
        and period_end is not null
        and period_type <> 'not_stated'

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

-- One report loaded twice is a corrected one.
pairs as (

    select
        figures.*,
        others.report_id as other_report_id,
        others.report_date as other_report_date,
        others.row_number as other_row_number,
        others.value as other_value,
        others.rounding as other_rounding,
        figures.period_basis = 'assumed' or others.period_basis = 'assumed'
            as is_any_assumed,
        coalesce(figures.report_date > others.report_date, false) as is_later
    from figures
    inner join indicators
        on figures.indicator_id = indicators.indicator_id
    inner join figures as others
        on
            figures.la_code = others.la_code
            and figures.indicator_id = others.indicator_id
            and figures.definition_used = others.definition_used
            and figures.period_end = others.period_end
            and figures.first_day is not distinct from others.first_day
            and figures.return_id <> others.return_id
            and figures.report_id <> others.report_id
            and figures.report_date <> others.report_date
    where
        abs(figures.value - others.value)
        > figures.rounding + others.rounding + 0.0000001
    qualify
        row_number() over (
            partition by figures.return_id, figures.row_number
            order by
                others.report_date desc, others.return_id desc, others.row_number desc
        ) = 1

),

report_comparisons as (

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
        'between_reports' as comparison,
        value as stated_value,
        other_value as expected_value,
        rounding + other_rounding as tolerance,
        case when is_any_assumed then 'untestable' else 'in_question' end as status,
        case when is_later then 'earlier_report' else 'later_report' end as reason_code,
        {{ reason_columns(
            remark_code="case when is_any_assumed then 'but_a_period_assumed' end",
            day_1='other_report_date',
            text_1='report_id',
            text_2='other_report_id'
        ) }}
    from pairs

)

select * from report_comparisons
