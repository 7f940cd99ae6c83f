-- One row per figure and comparison with another statement of the same figure.
with

own_parts as (

    select * from {{ ref('int_reconciliation__own_parts') }}

),

known_denominators as (

    select * from {{ ref('int_reconciliation__known_denominators') }}

),

published as (

    select * from {{ ref('int_reconciliation__published') }}

),

recomputed as (

    select * from {{ ref('int_reconciliation__recomputed') }}

),

comparators as (

    select * from {{ ref('int_reconciliation__comparators') }}

),

totals as (

    select * from {{ ref('int_reconciliation__totals') }}

),

breakdowns as (

    select * from {{ ref('int_reconciliation__breakdowns') }}

),

months as (

    select * from {{ ref('int_reconciliation__months') }}

),

populations as (

    select * from {{ ref('int_reconciliation__populations') }}

),

plausibility as (

    select * from {{ ref('int_reconciliation__plausibility') }}

),

definitions as (

    select * from {{ ref('int_reconciliation__definitions') }}

),

units as (

    select * from {{ ref('int_reconciliation__units') }}

),

kpi_comparators as (

    select * from {{ ref('int_kpi_return__comparators') }}

),

all_comparisons as (

    select * from own_parts
    union all
    select * from known_denominators
    union all
    select * from published
    union all
    select * from recomputed
    union all
    select * from comparators
    union all
    select * from totals
    union all
    select * from breakdowns
    union all
    select * from months
    union all
    select * from populations
    union all
    select * from plausibility
    union all
    select * from definitions
    union all
    select * from units

),

reconciliation as (

    select
        all_comparisons.return_id,
        all_comparisons.table_name,
        all_comparisons.row_number,
        all_comparisons.la_code,
        all_comparisons.indicator_id,
        cast(all_comparisons.return_year as integer) as return_year,
        all_comparisons.period_type,
        all_comparisons.period_start,
        all_comparisons.period_end,
        all_comparisons.comparison,
        cast(all_comparisons.stated_value as double) as stated_value,
        cast(all_comparisons.expected_value as double) as expected_value,
        cast(
            all_comparisons.stated_value - all_comparisons.expected_value as double
        ) as difference,
        cast(all_comparisons.tolerance as double) as tolerance,
        all_comparisons.status,
        case
            when all_comparisons.status <> 'disagrees' then 'info'
            when
                all_comparisons.comparison in (
                    'own_parts',
                    'numerator_against_total',
                    'denominator_against_total',
                    'parts_against_total',
                    'part_in_total',
                    'period_against_months',
                    'year_to_date_against_months',
                    'value_unit'
                )
                then 'error'
            else 'query'
        end as severity,
        all_comparisons.reason,
        case
            when all_comparisons.tolerance is null then null
            when all_comparisons.comparison = 'beside_published_year'
                then 'the spread of what is published, and chance'
            when all_comparisons.comparison = 'definition_size'
                then 'the spread of what is published'
            when all_comparisons.tolerance = 0 then 'counts are exact'
            else 'rounding of the coarser figure'
        end as tolerance_reason,
        kpi_comparators.comparator_name
    from all_comparisons
    left join kpi_comparators
        on
            all_comparisons.table_name = 'Comparators'
            and all_comparisons.return_id = kpi_comparators.return_id
            and all_comparisons.row_number = kpi_comparators.row_number

)

select * from reconciliation
