-- One row per freeing order of an episode that began after 2005.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        ls = 'D1'
        and decom > date '2005-12-31'

)

{{ one_finding_a_row('failing', 'Episodes') }}
