-- One row per limit on what a run lists, as the last run set it.
with

set_limits as (

    select * from {{ source('returncheck_register', 'limits') }}

),

limits as (

    select
        limit_name,
        most
    from set_limits

)

select * from limits
