-- One row per record of an adopted child that is filled in in part.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where
        coalesce(
            date_int_text,
            date_match_text,
            foster_care,
            nb_adoptr,
            sex_adoptr,
            ls_adoptr
        ) is not null
        and (
            date_int_text is null
            or date_match_text is null
            or foster_care is null
            or nb_adoptr is null
            or sex_adoptr is null
            or ls_adoptr is null
        )

)

{{ one_finding_a_row('failing', 'AD1') }}
