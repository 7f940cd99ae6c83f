-- One row per recomputed or reported value with a better side: its place among the
-- published figures of the other authorities, one of two together counted once.
with

values_to_rank as (

    select * from {{ ref('returncheck', 'int_values_to_rank') }}

),

published_ranks as (

    select * from {{ ref('returncheck', 'int_published__ranks') }}

),

scored_values as (

    select
        source,
        return_id,
        row_number,
        la_code,
        indicator_id,
        comparator_year,
        case polarity
            when 'higher' then -value
            else value
        end as score
    from values_to_rank
    where
        source <> 'published'
        and polarity <> 'none'
        and value is not null
        and comparator_year is not null

),

loaded_ranks as (

    select
        scored_values.source,
        scored_values.return_id,
        scored_values.row_number,
        scored_values.la_code,
        scored_values.indicator_id,
        1 + count(*) filter (where published_ranks.score < scored_values.score)
            as loaded_rank,
        1 + count(*) as ranked_authorities
    from scored_values
    left join published_ranks as own_ranks
        on
            scored_values.indicator_id = own_ranks.indicator_id
            and scored_values.comparator_year = own_ranks.return_year
            and scored_values.la_code = own_ranks.la_code
    inner join published_ranks
        on
            scored_values.indicator_id = published_ranks.indicator_id
            and scored_values.comparator_year = published_ranks.return_year
            and published_ranks.la_code = published_ranks.joint_code
            and coalesce(own_ranks.joint_code, scored_values.la_code)
            <> published_ranks.joint_code
    group by
        scored_values.source,
        scored_values.return_id,
        scored_values.row_number,
        scored_values.la_code,
        scored_values.indicator_id

)

select * from loaded_ranks
