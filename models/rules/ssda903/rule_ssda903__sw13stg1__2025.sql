-- One row per social worker episode of an unknown reason, or since 2023 of none.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}
    where
        sw_reason not in (
            'MANAGE', 'FCONTA', 'LEFTRL', 'ORGRST', 'TSPROC',
            'ABSENC', 'CHCHAN', 'PCCHAN', 'SWDIED', 'OTHERS'
        )
        or (
            sw_reason is null
            and sw_decom >= make_date(2023, 4, 1)
        )

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
