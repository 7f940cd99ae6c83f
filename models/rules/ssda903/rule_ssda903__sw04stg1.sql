-- One row per social worker episode that starts on what is no date.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}

),

-- Unknown parts are taken for the first of the month, January and the year 2000.
filled_episodes as (

    select
        return_id,
        row_number,
        case
            when
                {{ matches(
                    'sw_decom_text',
                    '([0-9]{1,2}|ZZ)/([0-9]{1,2}|ZZ)/([0-9]{4}|ZZZZ)',
                ) }}
                then replace(replace(sw_decom_text, 'ZZZZ', '2000'), 'ZZ', '01')
        end as filled_text
    from episodes
    where sw_decom_text is not null

),

failing as (

    select
        return_id,
        row_number
    from filled_episodes
    where {{ to_day_first_date('filled_text') }} is null

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
