-- One row per published authority figure with a better side: its place among all.
with

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

scored_values as (

    select
        authority_values.indicator_id,
        authority_values.return_year,
        authority_values.la_code,
        case indicators.polarity
            when 'higher' then -authority_values.value
            else authority_values.value
        end as score
    from authority_values
    inner join indicators
        on authority_values.indicator_id = indicators.indicator_id
    where indicators.polarity <> 'none'

),

ranks as (

    select
        'published' as source,
        indicator_id,
        return_year,
        la_code,
        score,
        rank() over (
            partition by indicator_id, return_year
            order by score nulls last
        ) as published_rank,
        count(*) over (partition by indicator_id, return_year) as ranked_authorities
    from scored_values

)

select * from ranks
