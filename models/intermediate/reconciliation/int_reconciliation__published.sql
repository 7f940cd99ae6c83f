-- One row per figure of a loaded return, held against the published one of its year.
with

loaded_values as (

    select * from {{ ref('returncheck', 'int_loaded_values_beside_published') }}

),

published_comparisons as (

    select
        return_id,
        coalesce(table_name, 'indicators') as table_name,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        source || '_against_published' as comparison,
        value as stated_value,
        published_value as expected_value,
        tolerance,
        case
            when
                value is null
                or published_value is null
                or not is_annual
                or period_end <> published_period_end
                then 'untestable'
            when abs(value - published_value) <= tolerance then 'agrees'
            when completeness = 'lower_bound' and value < published_value
                then 'untestable'
            when
                value between published_value * least_factor - tolerance
                and published_value * most_factor + tolerance
                then 'revised_since'
            when period_basis = 'assumed' then 'untestable'
            else 'disagrees'
        end as status,
        case
            when unit is null then 'indicator_unknown'
            when not is_published then 'nothing_published'
            when period_end is null then 'period_not_stated'
            when published_value is null then 'nothing_published_for_year'
            when not is_annual or period_end <> published_period_end
                then 'of_year_ending'
            when value is null then 'no_value'
            when completeness = 'lower_bound' then 'value_is_lower_bound'
            when period_basis = 'assumed' then 'period_assumed'
        end as reason_code,
        {{ reason_columns(count_1='return_year', day_1='published_period_end') }}
    from loaded_values
    -- Spans and symbols have comparisons of their own.
    where
        value is not null
        or not coalesce(is_printed_otherwise, false)
        or not coalesce(period_end = published_period_end, false)

)

select * from published_comparisons
