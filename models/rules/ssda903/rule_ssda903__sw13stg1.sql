-- One row per social worker episode without a reason that is a known code.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}
    where
        sw_reason is null
        or sw_reason not in (
            'MANAGE', 'FCONTA', 'LEFTRL', 'ORGRST', 'TSPROC',
            'ABSENC', 'CHCHAN', 'PCCHAN', 'SWDIED', 'OTHERS'
        )

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
