-- One row per social worker episode that ends outside this and the last year.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id
    where
        episodes.sw_dec < {{ add_months('periods.collection_start', -12) }}
        or episodes.sw_dec > periods.collection_end

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
