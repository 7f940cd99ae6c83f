-- One row per figure of a loaded return, held against the published one of its year.
with

loaded_values as (

    select * from {{ ref('returncheck', 'int_loaded_values_beside_published') }}

),

rates_of_the_time as (

    select * from {{ ref('returncheck', 'int_rates_of_the_time') }}

),

own_figure_matches as (

    select * from {{ ref('returncheck', 'int_own_figure_matches') }}

),

compared_values as (

    select
        loaded_values.*,
        own_figure_matches.years as other_years,
        rates_of_the_time.mid_year,
        loaded_values.published_value * rates_of_the_time.least_ratio as least_rate,
        loaded_values.published_value * rates_of_the_time.most_ratio as most_rate
    from loaded_values
    left join own_figure_matches
        on
            loaded_values.return_id = own_figure_matches.return_id
            and loaded_values.table_name = own_figure_matches.table_name
            and loaded_values.row_number = own_figure_matches.row_number
    left join rates_of_the_time
        on
            loaded_values.return_id = rates_of_the_time.return_id
            and loaded_values.table_name = rates_of_the_time.table_name
            and loaded_values.row_number = rates_of_the_time.row_number

),

-- A rate over the population estimate that was out is explained, not contradicted.
judged_values as (

    select
        *,
        coalesce(
            value between least_rate - tolerance and most_rate + tolerance, false
        ) as is_rate_of_the_time
    from compared_values

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
            when period_basis = 'assumed' or is_rate_of_the_time then 'untestable'
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
            when
                abs(value - published_value) <= tolerance
                or value
                between published_value * least_factor - tolerance
                and published_value * most_factor + tolerance
                then null
            when
                is_rate_of_the_time
                and {{ rounded('least_rate', 1) }} = {{ rounded('most_rate', 1) }}
                then 'rate_of_the_time'
            when is_rate_of_the_time then 'rates_of_the_time'
            when source = 'reported' and other_years is not null
                then 'own_figure_of_other_years'
        end as reason_code,
        {{ reason_columns(
            number_1=rounded('least_rate', 1),
            number_2=rounded('most_rate', 1),
            count_1="return_year",
            count_2='mid_year',
            day_1='published_period_end',
            text_1='other_years'
        ) }}
    from judged_values
    -- Spans and symbols have comparisons of their own.
    where
        value is not null
        or not coalesce(is_printed_otherwise, false)
        or not coalesce(period_end = published_period_end, false)

)

select * from published_comparisons
