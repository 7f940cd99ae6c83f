-- One row per indicator that the council has declared.
with

listed_indicators as (

    select * from {{ source('returncheck_register', 'local_indicators') }}

),

local_indicators as (

    select
        indicator_id,
        topic,
        title,
        unit,
        polarity,
        period_type,
        numerator,
        denominator
    from listed_indicators

)

select * from local_indicators
