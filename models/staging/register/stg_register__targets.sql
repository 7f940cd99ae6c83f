-- One row per authority and indicator with a local target or tolerance.
with

listed_targets as (

    select * from {{ source('returncheck_register', 'targets') }}

),

targets as (

    select
        la_code,
        indicator_id,
        target,
        tolerance
    from listed_targets

)

select * from targets
