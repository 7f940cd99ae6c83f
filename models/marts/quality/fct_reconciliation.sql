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
        return_id,
        table_name,
        row_number,
        la_code,
        indicator_id,
        cast(return_year as integer) as return_year,
        period_type,
        period_start,
        period_end,
        comparison,
        cast(stated_value as double) as stated_value,
        cast(expected_value as double) as expected_value,
        cast(stated_value - expected_value as double) as difference,
        cast(tolerance as double) as tolerance,
        status,
        case
            when status <> 'disagrees' then 'info'
            when comparison = 'own_parts' then 'error'
            else 'query'
        end as severity,
        reason
    from all_comparisons

)

select * from reconciliation
