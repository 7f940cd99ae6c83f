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
            when all_comparisons.comparison = 'own_parts' then 'error'
            else 'query'
        end as severity,
        all_comparisons.reason,
        kpi_comparators.comparator_name
    from all_comparisons
    left join kpi_comparators
        on
            all_comparisons.table_name = 'Comparators'
            and all_comparisons.return_id = kpi_comparators.return_id
            and all_comparisons.row_number = kpi_comparators.row_number

)

select * from reconciliation
