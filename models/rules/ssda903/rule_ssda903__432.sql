-- One row per episode after the child left care that is not a start of care.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_in_order') }}
    where
        previous_rec in (
            'E2', 'E3', 'E4A', 'E4B', 'E5', 'E6', 'E7', 'E8', 'E9', 'E11', 'E12',
            'E13', 'E14', 'E15', 'E16', 'E17', 'E41', 'E45', 'E46', 'E47', 'E48'
        )
        and coalesce(rne, '') <> 'S'

)

{{ one_finding_a_row('failing', 'Episodes') }}
