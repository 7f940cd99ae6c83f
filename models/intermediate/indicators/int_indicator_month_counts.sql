-- One row per return, month of its year and indicator that is counted from its records;
-- null where a table it needs is absent.
with

months as (

    select * from {{ ref('returncheck', 'int_return_months') }}

),

absent_tables as (

    select * from {{ ref('returncheck', 'int_absent_tables') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

untold_months as (

    select * from {{ ref('returncheck', 'int_indicator_gaps') }}

),

members as (

    select * from {{ ref('returncheck', 'int_indicator_members') }}

),

-- The day a record counts on lies in the return's year, so its month tells which one.
counted_members as (

    select
        return_id,
        indicator_id,
        extract(month from counted_on) as month,
        count(*) filter (where is_counted) as counted,
        count(*) as counted_over
    from members
    group by return_id, indicator_id, extract(month from counted_on)

),

own_gaps as (

    select
        return_id,
        indicator_id,
        absent_tables
    from absent_tables
    where needed_in = 'this_year'

),

gaps_of_year_before as (

    select
        return_id,
        indicator_id
    from absent_tables
    where needed_in = 'previous_year'

),

told_months as (

    select
        months.return_id,
        months.month_end,
        indicators.indicator_id,
        indicators.unit,
        coalesce(own_gaps.absent_tables, untold_months.absent_tables) as absent_tables
    from months
    inner join indicators
        on months.collection = indicators.computed_from
    left join own_gaps
        on
            months.return_id = own_gaps.return_id
            and indicators.indicator_id = own_gaps.indicator_id
    left join untold_months
        on
            months.return_id = untold_months.return_id
            and indicators.indicator_id = untold_months.indicator_id
            and months.month_end = untold_months.month_end
    where
        indicators.unit <> 'per_10k'
        -- What records tell of the last day of the year alone has no other month.
        and (
            not coalesce(indicators.is_yearly, false)
            or months.month_end = months.period_end
        )

),

month_counts as (

    select
        told_months.return_id,
        told_months.indicator_id,
        told_months.month_end,
        told_months.absent_tables,
        gaps_of_year_before.indicator_id is null as has_previous_tables,
        case
            when told_months.absent_tables is null
                then coalesce(counted_members.counted, 0)
        end as numerator,
        case
            when told_months.absent_tables is null and told_months.unit <> 'count'
                then coalesce(counted_members.counted_over, 0)
        end as denominator
    from told_months
    left join gaps_of_year_before
        on
            told_months.return_id = gaps_of_year_before.return_id
            and told_months.indicator_id = gaps_of_year_before.indicator_id
    left join counted_members
        on
            told_months.return_id = counted_members.return_id
            and told_months.indicator_id = counted_members.indicator_id
            and extract(month from told_months.month_end) = counted_members.month

)

select * from month_counts
