-- One row per CIN census return, with the census period its header names.
with

returns as (

    select * from {{ ref('stg_returns') }}

),

headers as (

    select * from {{ ref('stg_cin_census__header') }}

),

first_headers as (

    select
        return_id,
        reference_date
    from headers
    where true
    qualify row_number() over (partition by return_id order by row_number) = 1

),

dated_returns as (

    select
        returns.return_id,
        returns.la_code,
        returns.return_year,
        coalesce(
            first_headers.reference_date, make_date(returns.return_year, 3, 31)
        ) as reference_date
    from returns
    left join first_headers
        on returns.return_id = first_headers.return_id
    where returns.collection = 'cin_census'

),

census_periods as (

    select
        return_id,
        la_code,
        return_year,
        reference_date,
        {{ add_days(add_months('reference_date', -12), 1) }} as census_start_date,
        make_date(return_year - 1, 4, 1) as period_start,
        make_date(return_year, 3, 31) as period_end
    from dated_returns

)

select * from census_periods
