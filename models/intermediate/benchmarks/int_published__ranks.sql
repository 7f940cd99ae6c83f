-- One row per published authority figure with a better side: its place among all, where
-- a figure of two authorities together counts once.
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
        authority_values.joint_code,
        case indicators.polarity
            when 'higher' then -authority_values.value
            else authority_values.value
        end as score
    from authority_values
    inner join indicators
        on authority_values.indicator_id = indicators.indicator_id
    where indicators.polarity <> 'none'

),

places as (

    select
        indicator_id,
        return_year,
        joint_code,
        rank() over (
            partition by indicator_id, return_year
            order by score nulls last
        ) as published_rank,
        count(*) over (partition by indicator_id, return_year) as ranked_authorities
    from scored_values
    where la_code = joint_code

),

ranks as (

    select
        'published' as source,
        scored_values.indicator_id,
        scored_values.return_year,
        scored_values.la_code,
        scored_values.joint_code,
        scored_values.score,
        places.published_rank,
        places.ranked_authorities
    from scored_values
    inner join places
        on
            scored_values.indicator_id = places.indicator_id
            and scored_values.return_year = places.return_year
            and scored_values.joint_code = places.joint_code

)

select * from ranks
