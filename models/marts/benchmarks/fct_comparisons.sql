-- One row per figure of the benchmarks and comparator.
with

named_comparisons as (

    select * from {{ ref('returncheck', 'int_comparisons__named') }}

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
    from named_comparisons

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
            when completeness = 'lower_bound' or {{ rounded('gap', 9) }} = 0
                then null
            when polarity = 'higher' then gap > 0
            when polarity = 'lower' then gap < 0
        end as is_better,
        is_same_year,
        label,
        reason
    from measured_comparisons

)

select * from comparisons
