-- One row per return and month whose reviews cannot be judged: what is absent in the
-- return of the year before.
with

months as (

    select * from {{ ref('returncheck', 'int_return_months') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

readable_tables as (

    select * from {{ ref('returncheck', 'int_readable_tables') }}
    where
        found_in = 'previous_year'
        and table_name in ('Episodes', 'Reviews')

),

tables_before as (

    select
        periods.return_id,
        periods.return_year - 1 as year_before,
        count(*) filter (where readable_tables.table_name = 'Episodes')
            as episode_tables,
        count(*) filter (where readable_tables.table_name = 'Reviews')
            as review_tables
    from periods
    left join readable_tables
        on periods.return_id = readable_tables.return_id
    group by periods.return_id, periods.return_year

),

-- When a review falls due depends on the one before it.
review_gaps as (

    select
        months.return_id,
        'cla_reviews_in_timescale' as indicator_id,
        months.month_end,
        concat_ws(
            ', ',
            case when tables_before.episode_tables = 0 then 'Episodes' end,
            case when tables_before.review_tables = 0 then 'Reviews' end
        )
        || ' in the return of '
        || tables_before.year_before as absent_tables
    from months
    inner join tables_before
        on months.return_id = tables_before.return_id
    where
        tables_before.episode_tables = 0
        or tables_before.review_tables = 0

)

select * from review_gaps
