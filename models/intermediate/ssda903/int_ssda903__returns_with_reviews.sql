-- One row per return and return whose reviews are known to it: its own, and those of
-- the years before as far as each holds the table Reviews.
with

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

earlier_returns as (

    select * from {{ ref('returncheck', 'int_ssda903__earlier_returns') }}

),

return_tables as (

    select * from {{ ref('returncheck', 'stg_register__return_tables') }}
    where table_name = 'Reviews'

),

tables_in_order as (

    select
        earlier_returns.return_id,
        earlier_returns.earlier_return_id,
        earlier_returns.earlier_start,
        bool_and(return_tables.return_id is not null) over (
            partition by earlier_returns.return_id
            order by earlier_returns.years_back asc nulls last
        ) as is_known
    from earlier_returns
    left join return_tables
        on earlier_returns.earlier_return_id = return_tables.return_id

),

returns_with_reviews as (

    select
        return_id,
        return_id as review_return_id,
        collection_start as review_start
    from periods
    union all
    select
        return_id,
        earlier_return_id as review_return_id,
        earlier_start as review_start
    from tables_in_order
    where is_known

)

select * from returns_with_reviews
