-- One row per child with dated episodes in both years: the first of this year beside
-- the last of the year before.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and decom is not null

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}
    where previous_return_id is not null

),

first_episodes as (

    select *
    from episodes
    qualify
        row_number() over (
            partition by return_id, child
            order by decom asc nulls last, row_number asc
        ) = 1

),

last_episodes as (

    select *
    from episodes
    qualify
        row_number() over (
            partition by return_id, child
            order by decom desc nulls last, row_number asc
        ) = 1

),

across_year_end as (

    select
        first_episodes.*,
        last_episodes.decom as last_decom,
        last_episodes.decom_text as last_decom_text,
        last_episodes.rne as last_rne,
        last_episodes.ls as last_ls,
        last_episodes.cin as last_cin,
        last_episodes.place as last_place,
        last_episodes.place_provider as last_place_provider,
        last_episodes.dec as last_dec,
        last_episodes.dec_text as last_dec_text,
        last_episodes.rec as last_rec,
        last_episodes.home_post as last_home_post,
        last_episodes.pl_post as last_pl_post,
        last_episodes.urn as last_urn,
        last_episodes.pl_la as last_pl_la,
        last_episodes.pl_location as last_pl_location,
        last_episodes.pl_distance as last_pl_distance,
        last_episodes.pl_distance_text as last_pl_distance_text
    from first_episodes
    inner join previous_returns
        on first_episodes.return_id = previous_returns.return_id
    inner join last_episodes
        on
            previous_returns.previous_return_id = last_episodes.return_id
            and first_episodes.child = last_episodes.child

)

select * from across_year_end
