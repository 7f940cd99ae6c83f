-- One row per figure and comparison with another statement of the same figure.
with

all_comparisons as (

    select * from {{ ref('int_reconciliation_comparisons') }}

),

kpi_comparators as (

    select
        *,
        'Comparators' as table_name
    from {{ ref('int_kpi_return__comparators') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

comparisons as (

    select * from {{ ref('comparisons') }}

),

missing_figures as (

    select * from {{ ref('int_published__missing_figures') }}

),

-- Tolerances of rounding are half a unit of a decimal; which one, follows from them.
described_comparisons as (

    select
        all_comparisons.*,
        kpi_comparators.comparator_name,
        indicators.denominator is null as is_number,
        case
            when
                all_comparisons.comparison like '%_against_published'
                and all_comparisons.stated_value is not null
                and all_comparisons.expected_value is null
                then coalesce(kpi_comparators.area_code, all_comparisons.la_code)
        end as missing_area_code,
        try_cast(
            round(-log10(2 * nullif(all_comparisons.tolerance, 0))) as integer
        ) as rounding_decimals
    from all_comparisons
    left join indicators
        on all_comparisons.indicator_id = indicators.indicator_id
    left join kpi_comparators
        on
            all_comparisons.table_name = kpi_comparators.table_name
            and all_comparisons.return_id = kpi_comparators.return_id
            and all_comparisons.row_number = kpi_comparators.row_number

),

reconciliation as (

    select
        described.return_id,
        described.table_name,
        described.row_number,
        described.la_code,
        described.indicator_id,
        cast(described.return_year as integer) as return_year,
        described.period_type,
        described.period_start,
        described.period_end,
        described.comparison,
        cast(described.stated_value as double) as stated_value,
        cast(described.expected_value as double) as expected_value,
        cast(described.stated_value - described.expected_value as double)
            as difference,
        cast(described.tolerance as double) as tolerance,
        described.status,
        case
            when described.status = 'disagrees' then comparisons.severity
            else 'info'
        end as severity,
        coalesce(missing_figures.reason, described.reason) as reason,
        case
            when described.tolerance is null then null
            when described.comparison = 'definition_size'
                then 'the least and the most that any authority published'
            when described.comparison = 'beside_published_year' and described.is_number
                then 'half as much again, and three times the root for chance'
            when described.comparison = 'beside_published_year'
                then
                    'what 98 in 100 authorities published, or three standard errors '
                    || 'for chance'
            when described.comparison in ('value_unit', 'target_unit')
                then 'a unit has no rounding'
            when described.comparison = 'count_against_published_rate'
                then 'rounding of the published rate'
            when described.tolerance = 0 then 'counts are exact'
            when described.comparison = 'population_against_estimate'
                then 'rounding to the last digit printed that is not 0'
            when described.comparison in ('parts_against_total', 'part_in_total')
                then 'rounding of the parts that are printed as shares alone'
            when described.rounding_decimals >= 6
                then 'the figure follows from counts, which are exact'
            when described.rounding_decimals = 1 then 'rounding to 1 decimal'
            when described.rounding_decimals > 1
                then concat('rounding to ', described.rounding_decimals, ' decimals')
            else 'rounding to a whole number'
        end as tolerance_reason,
        described.comparator_name
    from described_comparisons as described
    left join comparisons
        on described.comparison = comparisons.comparison
    left join missing_figures
        on
            described.indicator_id = missing_figures.indicator_id
            and described.return_year = missing_figures.return_year
            and described.missing_area_code = missing_figures.area_code

)

select * from reconciliation
