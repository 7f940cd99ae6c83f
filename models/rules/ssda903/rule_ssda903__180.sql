-- One row per record whose SDQ score is no whole number from 0 to 40.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where
        not {{ matches(
            'sdq_score',
            '[+]?0*([0-9]|[1-3][0-9]|40)([.]0*)?|-0+([.]0*)?'
        ) }}

)

{{ one_finding_a_row('failing', 'OC2') }}
