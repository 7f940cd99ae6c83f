-- One row per CIN census return, month of its year and indicator that is counted from
-- records; null where a table it needs is absent.
with

months as (

    select * from {{ ref('int_cin_census__census_months') }}

),

absent_tables as (

    select * from {{ ref('int_cin_census__absent_tables') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

members as (

    select * from {{ ref('int_cin_census__indicator_members') }}

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

month_counts as (

    select
        months.return_id,
        indicators.indicator_id,
        months.month_end,
        absent_tables.absent_tables,
        case
            when absent_tables.absent_tables is null
                then coalesce(counted_members.counted, 0)
        end as numerator,
        case
            when absent_tables.absent_tables is null and indicators.unit <> 'count'
                then coalesce(counted_members.counted_over, 0)
        end as denominator
    from months
    cross join indicators
    left join absent_tables
        on
            months.return_id = absent_tables.return_id
            and indicators.indicator_id = absent_tables.indicator_id
    left join counted_members
        on
            months.return_id = counted_members.return_id
            and indicators.indicator_id = counted_members.indicator_id
            and extract(month from months.month_end) = counted_members.month
    where
        indicators.computed_from = 'cin_census'
        and indicators.unit <> 'per_10k'

)

select * from month_counts
