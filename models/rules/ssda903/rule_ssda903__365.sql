-- One row per short break longer than 17 days.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

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
        episodes.ls = 'V3'
        and case
            when episodes.dec_text is null then periods.collection_end
            else episodes.dec
        end > {{ add_days('episodes.decom', 17) }}

)

{{ one_finding_a_row('failing', 'Episodes') }}
