-- One row per figure and comparison with a tolerance: the code of what it follows from.
with

outcomes as (

    select * from {{ ref('returncheck', 'int_reconciliation_outcomes') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

-- Tolerances of rounding are half a unit of a decimal; which one, follows from them.
measured_tolerances as (

    select
        outcomes.return_id,
        outcomes.table_name,
        outcomes.row_number,
        outcomes.indicator_id,
        outcomes.comparison,
        outcomes.tolerance,
        indicators.denominator is null as is_number,
        try_cast(
            round(-log10(2 * nullif(outcomes.tolerance, 0))) as integer
        ) as rounding_decimals
    from outcomes
    left join indicators
        on outcomes.indicator_id = indicators.indicator_id
    where outcomes.tolerance is not null

),

reconciliation_tolerances as (

    select
        return_id,
        table_name,
        row_number,
        indicator_id,
        comparison,
        rounding_decimals,
        case
            when comparison = 'definition_size' then 'spread_published'
            when comparison = 'beside_published_year' and is_number
                then 'spread_of_counts'
            when comparison = 'beside_published_year' then 'spread_of_ratios'
            when comparison in (
                'value_unit', 'target_unit', 'span_bounds', 'value_in_span'
            ) then 'unit_has_no_rounding'
            when comparison in ('numerator_as_published', 'denominator_as_published')
                then 'a_tenth_of_count'
            when comparison = 'count_against_published_rate'
                then 'rounding_of_published_rate'
            when comparison = 'stock_and_flow' then 'spread_of_flows'
            when comparison = 'rates_of_one_population' then 'rounding_of_both_rates'
            when tolerance = 0 then 'counts_are_exact'
            when
                comparison in (
                    'printed_twice', 'shares_apart', 'subset_of_set', 'between_reports'
                )
                then 'rounding_of_each'
            when comparison = 'population_against_estimate'
                then 'rounding_to_last_digit'
            when comparison in ('parts_against_total', 'part_in_total')
                then 'rounding_of_shares'
            when rounding_decimals >= 6 then 'follows_from_counts'
            when rounding_decimals = 1 then 'rounding_to_one_decimal'
            when rounding_decimals > 1 then 'rounding_to_decimals'
            else 'rounding_to_whole_number'
        end as tolerance_code
    from measured_tolerances

)

select * from reconciliation_tolerances
