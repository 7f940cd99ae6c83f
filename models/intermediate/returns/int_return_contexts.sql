-- One row per return, with whether it is there to look back on.
with

returns as (

    select * from {{ ref('stg_returns') }}

),

-- Of those that were not loaded as context the newest year is the one to submit.
newest_years as (

    select
        collection,
        la_code,
        max(return_year) as newest_year
    from returns
    where not coalesce(is_context, false)
    group by collection, la_code

),

return_contexts as (

    select
        returns.return_id,
        case
            when returns.return_year is null then false
            else
                coalesce(
                    returns.is_context,
                    returns.return_year < newest_years.newest_year,
                    false
                )
        end as is_context
    from returns
    left join newest_years
        on
            returns.collection = newest_years.collection
            and returns.la_code = newest_years.la_code

)

select * from return_contexts
