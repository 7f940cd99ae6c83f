-- One row per figure and comparison with another statement of the same figure, as the
-- comparison puts it.
with

own_parts as (

    select * from {{ ref('returncheck', 'int_reconciliation__own_parts') }}

),

known_denominators as (

    select * from {{ ref('returncheck', 'int_reconciliation__known_denominators') }}

),

published as (

    select * from {{ ref('returncheck', 'int_reconciliation__published') }}

),

recomputed as (

    select * from {{ ref('returncheck', 'int_reconciliation__recomputed') }}

),

comparators as (

    select * from {{ ref('returncheck', 'int_reconciliation__comparators') }}

),

totals as (

    select * from {{ ref('returncheck', 'int_reconciliation__totals') }}

),

breakdowns as (

    select * from {{ ref('returncheck', 'int_reconciliation__breakdowns') }}

),

months as (

    select * from {{ ref('returncheck', 'int_reconciliation__months') }}

),

month_in_period as (

    select * from {{ ref('returncheck', 'int_reconciliation__month_in_period') }}

),

published_rates as (

    select * from {{ ref('returncheck', 'int_reconciliation__published_rates') }}

),

populations as (

    select * from {{ ref('returncheck', 'int_reconciliation__populations') }}

),

plausibility as (

    select * from {{ ref('returncheck', 'int_reconciliation__plausibility') }}

),

definitions as (

    select * from {{ ref('returncheck', 'int_reconciliation__definitions') }}

),

units as (

    select * from {{ ref('returncheck', 'int_reconciliation__units') }}

),

value_spans as (

    select * from {{ ref('returncheck', 'int_reconciliation__value_spans') }}

),

published_counts as (

    select * from {{ ref('returncheck', 'int_reconciliation__published_counts') }}

),

numerator_bounds as (

    select * from {{ ref('returncheck', 'int_reconciliation__numerator_bounds') }}

),

symbols as (

    select * from {{ ref('returncheck', 'int_reconciliation__symbols') }}

),

teams as (

    select * from {{ ref('returncheck', 'int_reconciliation__teams') }}

),

team_in_whole as (

    select * from {{ ref('returncheck', 'int_reconciliation__team_in_whole') }}

),

weeks as (

    select * from {{ ref('returncheck', 'int_reconciliation__weeks') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_reconciliation__periods') }}

),

spans as (

    select * from {{ ref('returncheck', 'int_reconciliation__spans') }}

),

span_sums as (

    select * from {{ ref('returncheck', 'int_reconciliation__span_sums') }}

),

ratios as (

    select * from {{ ref('returncheck', 'int_reconciliation__ratios') }}

),

shares as (

    select * from {{ ref('returncheck', 'int_reconciliation__shares') }}

),

rates_together as (

    select * from {{ ref('returncheck', 'int_reconciliation__rates_together') }}

),

scale as (

    select * from {{ ref('returncheck', 'int_reconciliation__scale') }}

),

between_reports as (

    select * from {{ ref('returncheck', 'int_reconciliation__reports') }}

),

stocks as (

    select * from {{ ref('returncheck', 'int_reconciliation__stocks') }}

),

year_before as (

    select * from {{ ref('returncheck', 'int_reconciliation__year_before') }}

),

claims as (

    select * from {{ ref('returncheck', 'int_reconciliation__claims') }}

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
    select * from month_in_period
    union all
    select * from published_rates
    union all
    select * from populations
    union all
    select * from plausibility
    union all
    select * from definitions
    union all
    select * from units
    union all
    select * from value_spans
    union all
    select * from numerator_bounds
    union all
    select * from published_counts
    union all
    select * from symbols
    union all
    select * from teams
    union all
    select * from team_in_whole
    union all
    select * from weeks
    union all
    select * from periods
    union all
    select * from spans
    union all
    select * from span_sums
    union all
    select * from ratios
    union all
    select * from shares
    union all
    select * from rates_together
    union all
    select * from scale
    union all
    select * from between_reports
    union all
    select * from stocks
    union all
    select * from year_before
    union all
    select * from claims

)

select * from all_comparisons
