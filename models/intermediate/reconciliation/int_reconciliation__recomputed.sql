-- One row per reported figure whose value is also recomputed from a loaded return.
with

indicator_values as (

    select * from {{ ref('fct_indicator_values') }}

),

figures as (

    select * from {{ ref('int_kpi_return__figures') }}

),

recomputed_values as (

    select *
    from indicator_values
    where source = 'recomputed' and is_latest and completeness = 'complete'

),

compared_values as (

    select
        figures.*,
        recomputed_values.value as recomputed_value,
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
    where figures.value is not null and recomputed_values.value is not null

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
            when abs(value - recomputed_value) <= tolerance then 'agrees'
            else 'disagrees'
        end as status,
        case when period_basis = 'assumed' then 'the period is assumed' end as reason
    from compared_values

)

select * from recomputed_comparisons
