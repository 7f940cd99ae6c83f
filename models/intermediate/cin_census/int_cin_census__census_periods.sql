-- One row per CIN census return, with the census period of its collection year.
with

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

headers as (

    select * from {{ ref('returncheck', 'stg_cin_census__header') }}

),

first_headers as (

    select
        return_id,
        reference_date,
        cast({{ to_year('year') }} as integer) as collection_year
    from headers
    where true
    qualify row_number() over (partition by return_id order by row_number) = 1

),

dated_returns as (

    select
        returns.return_id,
        case
            when first_headers.collection_year >= 1000
                then make_date(first_headers.collection_year, 3, 31)
            when first_headers.reference_date is not null
                then first_headers.reference_date
            else make_date(returns.return_year, 3, 31)
        end as reference_date
    from returns
    left join first_headers
        on returns.return_id = first_headers.return_id
    where returns.collection = 'cin_census'

),

census_periods as (

    select
        return_id,
        reference_date,
        {{ add_days(add_months('reference_date', -12), 1) }} as census_start_date
    from dated_returns

)

select * from census_periods
