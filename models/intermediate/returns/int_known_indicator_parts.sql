-- One row per numerator or denominator that is the count of another indicator, of the
-- catalogue or of the council.
with

indicator_parts as (

    select * from {{ ref('returncheck', 'rc_indicator_parts') }}

),

local_indicator_parts as (

    select * from {{ ref('returncheck', 'stg_register__local_indicator_parts') }}

),

known_indicator_parts as (

    select
        indicator_id,
        part,
        total_id,
        breakdown,
        is_whole,
        apart
    from indicator_parts
    union all
    select
        indicator_id,
        part,
        total_id,
        breakdown,
        is_whole,
        cast(null as string) as apart
    from local_indicator_parts

)

select * from known_indicator_parts
