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

month_counts as (

    select
        months.return_id,
        indicators.indicator_id,
        months.month_end,
        own_gaps.absent_tables,
        gaps_of_year_before.indicator_id is null as has_previous_tables,
        case
            when own_gaps.absent_tables is null
                then coalesce(counted_members.counted, 0)
        end as numerator,
        case
            when own_gaps.absent_tables is null and indicators.unit <> 'count'
                then coalesce(counted_members.counted_over, 0)
        end as denominator
    from months
    inner join indicators
        on months.collection = indicators.computed_from
    left join own_gaps
        on
            months.return_id = own_gaps.return_id
            and indicators.indicator_id = own_gaps.indicator_id
    left join gaps_of_year_before
        on
            months.return_id = gaps_of_year_before.return_id
            and indicators.indicator_id = gaps_of_year_before.indicator_id
    left join counted_members
        on
            months.return_id = counted_members.return_id
            and indicators.indicator_id = counted_members.indicator_id
            and extract(month from months.month_end) = counted_members.month
    where indicators.unit <> 'per_10k'

)

select * from month_counts
