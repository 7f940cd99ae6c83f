-- One row per recomputed or reported value: its place among the published figures of
-- the other authorities, one of two together counted once, or why it has none.
with

values_to_rank as (

    select * from {{ ref('returncheck', 'int_values_to_rank') }}

),

soundness as (

    select * from {{ ref('returncheck', 'int_loaded_soundness') }}

),

published_ranks as (

    select * from {{ ref('returncheck', 'int_published__ranks') }}

),

loaded_values as (

    select
        values_to_rank.source,
        values_to_rank.return_id,
        values_to_rank.row_number,
        values_to_rank.la_code,
        values_to_rank.indicator_id,
        values_to_rank.comparator_year,
        soundness.period_basis,
        soundness.verdict,
        case values_to_rank.polarity
            when 'higher' then -values_to_rank.value
            else values_to_rank.value
        end as score,
        case
            when soundness.rank_reason is not null then soundness.rank_reason
            when values_to_rank.comparator_year is null then 'not_published'
            when coalesce(values_to_rank.polarity, 'none') = 'none'
                then 'no_better_side'
        end as rank_reason
    from values_to_rank
    inner join soundness
        on
            values_to_rank.source = soundness.source
            and values_to_rank.return_id = soundness.return_id
            and values_to_rank.row_number is not distinct from soundness.row_number
            and values_to_rank.indicator_id
            is not distinct from soundness.indicator_id
    where values_to_rank.source <> 'published'

),

ranks as (

    select
        loaded_values.source,
        loaded_values.return_id,
        loaded_values.row_number,
        loaded_values.indicator_id,
        1 + count(*) filter (where published_ranks.score < loaded_values.score)
            as loaded_rank,
        1 + count(*) as ranked_authorities
    from loaded_values
    left join published_ranks as own_ranks
        on
            loaded_values.indicator_id = own_ranks.indicator_id
            and loaded_values.comparator_year = own_ranks.return_year
            and loaded_values.la_code = own_ranks.la_code
    inner join published_ranks
        on
            loaded_values.indicator_id = published_ranks.indicator_id
            and loaded_values.comparator_year = published_ranks.return_year
            and published_ranks.la_code = published_ranks.joint_code
            and coalesce(own_ranks.joint_code, loaded_values.la_code)
            <> published_ranks.joint_code
    where loaded_values.rank_reason is null
    group by
        loaded_values.source,
        loaded_values.return_id,
        loaded_values.row_number,
        loaded_values.indicator_id

),

loaded_ranks as (

    select
        loaded_values.source,
        loaded_values.return_id,
        loaded_values.row_number,
        loaded_values.la_code,
        loaded_values.indicator_id,
        loaded_values.period_basis,
        loaded_values.verdict,
        case
            when loaded_values.rank_reason is not null then loaded_values.rank_reason
            when ranks.loaded_rank is null then 'not_published'
        end as rank_reason,
        ranks.loaded_rank,
        ranks.ranked_authorities
    from loaded_values
    left join ranks
        on
            loaded_values.source = ranks.source
            and loaded_values.return_id = ranks.return_id
            and loaded_values.row_number is not distinct from ranks.row_number
            and loaded_values.indicator_id = ranks.indicator_id

)

select * from loaded_ranks
