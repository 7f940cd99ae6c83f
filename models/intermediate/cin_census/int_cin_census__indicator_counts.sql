-- One row per CIN census return and indicator that is counted from records; null where
-- a table it needs is absent.
with

returns as (

    select * from {{ ref('int_cin_census__census_periods') }}

),

return_tables as (

    select * from {{ ref('stg_return_tables') }}

),

indicator_tables as (

    select * from {{ ref('indicator_tables') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

members as (

    select * from {{ ref('int_cin_census__indicator_members') }}

),

absent_tables as (

    select
        returns.return_id,
        indicator_tables.indicator_id,
        string_agg(
            indicator_tables.table_name, ', ' order by indicator_tables.table_name
        ) as absent_tables
    from returns
    cross join indicator_tables
    left join return_tables
        on
            returns.return_id = return_tables.return_id
            and indicator_tables.table_name = return_tables.table_name
    where return_tables.table_name is null
    group by returns.return_id, indicator_tables.indicator_id

),

counted_members as (

    select
        return_id,
        indicator_id,
        count(*) filter (where is_counted) as counted,
        count(*) as counted_over
    from members
    group by return_id, indicator_id

),

indicator_counts as (

    select
        returns.return_id,
        indicators.indicator_id,
        absent_tables.absent_tables,
        case
            when absent_tables.absent_tables is null
                then coalesce(counted_members.counted, 0)
        end as numerator,
        case
            when absent_tables.absent_tables is null and indicators.unit <> 'count'
                then coalesce(counted_members.counted_over, 0)
        end as denominator
    from returns
    cross join indicators
    left join absent_tables
        on
            returns.return_id = absent_tables.return_id
            and indicators.indicator_id = absent_tables.indicator_id
    left join counted_members
        on
            returns.return_id = counted_members.return_id
            and indicators.indicator_id = counted_members.indicator_id
    where
        indicators.computed_from = 'cin_census'
        and indicators.unit <> 'per_10k'

)

select * from indicator_counts
