-- One row per return, with the previous year's return of its collection and authority.
with

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

latest_returns as (

    select
        return_id,
        collection,
        la_code,
        return_year
    from returns
    where return_year is not null
    qualify
        row_number() over (
            partition by collection, la_code, return_year
            order by load_order desc
        ) = 1

),

-- One that is named holds, and none else.
previous_returns as (

    select
        returns.return_id,
        coalesce(named_returns.return_id, latest_returns.return_id)
            as previous_return_id
    from returns
    left join returns as named_returns
        on
            returns.previous_return_id = named_returns.return_id
            and returns.collection = named_returns.collection
    left join latest_returns
        on
            returns.collection = latest_returns.collection
            and returns.la_code = latest_returns.la_code
            and returns.return_year - 1 = latest_returns.return_year
            and returns.previous_return_id is null

)

select * from previous_returns
