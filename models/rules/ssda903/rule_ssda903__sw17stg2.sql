-- One row per child's latest social worker episode where it has ended.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}

),

-- Several of the latest day, but only one where the child has no day at all.
latest_episodes as (

    select
        return_id,
        row_number,
        child,
        sw_dec_text
    from episodes
    where child is not null
    qualify
        rank() over (
            partition by return_id, child
            order by
                sw_decom desc nulls last,
                case when sw_decom is null then row_number end asc nulls last
        ) = 1

),

failing as (

    select
        return_id,
        min(row_number) as row_number
    from latest_episodes
    group by
        return_id,
        child
    having count(*) = count(sw_dec_text)

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
