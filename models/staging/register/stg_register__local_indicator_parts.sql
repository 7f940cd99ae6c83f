-- One row per count of another indicator that an indicator of the council is over, has
-- as its numerator, or is a part of.
with

listed_parts as (

    select * from {{ source('returncheck_register', 'local_indicator_parts') }}

),

local_indicator_parts as (

    select
        indicator_id,
        part,
        total_id,
        breakdown,
        is_whole
    from listed_parts

)

select * from local_indicator_parts
