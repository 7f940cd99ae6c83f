-- One row per CIN census return, with the previous year's return of its authority.
with

returns as (

    select * from {{ ref('stg_returns') }}

),

return_tables as (

    select * from {{ ref('stg_return_tables') }}

),

census_returns as (

    select
        return_id,
        la_code,
        return_year,
        load_order
    from returns
    where collection = 'cin_census'

),

latest_returns as (

    select
        return_id,
        la_code,
        return_year
    from census_returns
    qualify
        row_number() over (
            partition by la_code, return_year
            order by load_order desc
        ) = 1

),

returns_with_episodes as (

    select return_id
    from return_tables
    where table_name = 'CINdetails'

),

previous_returns as (

    select
        census_returns.return_id,
        latest_returns.return_id as previous_return_id,
        returns_with_episodes.return_id is not null as has_previous_episodes
    from census_returns
    left join latest_returns
        on
            census_returns.la_code = latest_returns.la_code
            and census_returns.return_year - 1 = latest_returns.return_year
    left join returns_with_episodes
        on latest_returns.return_id = returns_with_episodes.return_id

)

select * from previous_returns
