-- One row per indicator that a report may print: of the catalogue, or of the council.
with

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

local_indicators as (

    select * from {{ ref('returncheck', 'stg_register__local_indicators') }}

),

known_indicators as (

    select
        indicator_id,
        topic,
        title,
        unit,
        polarity,
        computed_from,
        is_published,
        period_type,
        year_end,
        published_decimals,
        first_year,
        last_year,
        window_days,
        window_start,
        window_end,
        numerator,
        denominator,
        needs,
        is_settled_later,
        is_yearly,
        note
    from indicators
    union all
    select
        indicator_id,
        topic,
        title,
        unit,
        polarity,
        'reported' as computed_from,
        false as is_published,
        period_type,
        '03-31' as year_end,
        cast(null as integer) as published_decimals,
        cast(null as integer) as first_year,
        cast(null as integer) as last_year,
        cast(null as integer) as window_days,
        cast(null as string) as window_start,
        cast(null as string) as window_end,
        numerator,
        denominator,
        cast(null as string) as needs,
        false as is_settled_later,
        false as is_yearly,
        cast(null as string) as note
    from local_indicators

)

select * from known_indicators
