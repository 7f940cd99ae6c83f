-- One row per reported figure whose value is also recomputed from a loaded return.
with

indicator_periods as (

    select * from {{ ref('returncheck', 'int_indicator_periods') }}

),

figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__figures') }}

),

-- A period may go by two names (April is a month and a year to date): its value is one.
recomputed_values as (

    select *
    from indicator_periods
    where
        source = 'recomputed'
        and is_latest
        and completeness in ('complete', 'lower_bound')
        and value is not null
    qualify
        row_number() over (
            partition by la_code, indicator_id, period_start, period_end
            order by period_type
        ) = 1

),

compared_values as (

    select
        figures.*,
        recomputed_values.value as recomputed_value,
        recomputed_values.completeness = 'lower_bound' as is_lower_bound,
        recomputed_values.note as recomputed_note,
        case
            when figures.unit = 'count' then 0.0
            else {{ rounding_tolerance('coalesce(figures.value_decimals, 6)') }}
        end as tolerance
    from figures
    inner join recomputed_values
        on
            figures.la_code = recomputed_values.la_code
            and figures.indicator_id = recomputed_values.indicator_id
            and figures.period_end = recomputed_values.period_end
            and (
                figures.period_start = recomputed_values.period_start
                or recomputed_values.period_type = 'snapshot'
            )
    where figures.value is not null

),

described_values as (

    select
        *,
        case
            when recomputed_note is null then null
            when is_lower_bound then 'recomputed_lower_bound'
            else 'recomputed_as_noted'
        end as note_code
    from compared_values

),

recomputed_comparisons as (

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
        'reported_against_recomputed' as comparison,
        value as stated_value,
        recomputed_value as expected_value,
        tolerance,
        case
            when is_lower_bound and value >= recomputed_value - tolerance
                then 'untestable'
            when abs(value - recomputed_value) <= tolerance then 'agrees'
            when period_basis = 'assumed' then 'untestable'
            else 'disagrees'
        end as status,
        case when period_basis = 'assumed' then 'period_assumed' else note_code end
            as reason_code,
        {{ reason_columns(
            remark_code="case when period_basis = 'assumed'"
            " then 'and_' || note_code end",
            text_1='recomputed_note'
        ) }}
    from described_values

)

select * from recomputed_comparisons
