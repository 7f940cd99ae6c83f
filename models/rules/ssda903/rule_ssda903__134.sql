-- One row per record of an adopted child with details of a care leaver too.
with

adoptions as (

    select * from {{ ref('returncheck', 'stg_ssda903__ad1') }}

),

told_leavers as (

    select distinct
        return_id,
        child
    from {{ ref('returncheck', 'stg_ssda903__oc3') }}
    where coalesce(in_touch, activ, accom) is not null

),

failing as (

    select
        adoptions.return_id,
        adoptions.row_number
    from adoptions
    inner join told_leavers
        on
            adoptions.return_id = told_leavers.return_id
            and adoptions.child = told_leavers.child
    where
        coalesce(
            adoptions.date_int_text,
            adoptions.date_match_text,
            adoptions.foster_care,
            adoptions.nb_adoptr,
            adoptions.sex_adoptr,
            adoptions.ls_adoptr
        ) is not null

)

{{ one_finding_a_row('failing', 'AD1') }}
