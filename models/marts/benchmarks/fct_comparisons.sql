-- One row per figure of the benchmarks and comparator.
with

place_comparisons as (

    select * from {{ ref('int_comparisons__places') }}

),

group_comparisons as (

    select * from {{ ref('int_comparisons__groups') }}

),

own_comparisons as (

    select * from {{ ref('int_comparisons__own') }}

),

all_comparisons as (

    select
        *,
        comparator_year = return_year as is_same_year
    from place_comparisons
    union all
    select
        *,
        comparator_year = return_year as is_same_year
    from group_comparisons
    union all
    select
        *,
        cast(null as boolean) as is_same_year
    from own_comparisons

),

-- A lower bound may be any larger figure: nothing is said of its own past.
measured_comparisons as (

    select
        *,
        case
            when
                completeness = 'lower_bound'
                and comparator in ('previous_period', 'previous_year')
                then null
            else value - comparator_value
        end as gap
    from all_comparisons

),

comparisons as (

    select
        source,
        return_id,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        comparator,
        comparator_name,
        comparator_year,
        comparator_value,
        authorities_with_value,
        gap,
        case
            when completeness = 'lower_bound' or round(gap, 9) = 0 then null
            when polarity = 'higher' then gap > 0
            when polarity = 'lower' then gap < 0
        end as is_better,
        is_same_year,
        case
            when not is_same_year
                then
                    'latest published year: ' || cast(comparator_year as string)
        end as label,
        reason
    from measured_comparisons

)

select * from comparisons
