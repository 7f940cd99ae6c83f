-- One row per record of an adoption or a care leaver, of a child in care all year.
with

adoptions as (

    select * from {{ ref('returncheck', 'stg_ssda903__ad1') }}

),

leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

continuously_looked_after as (

    select * from {{ ref('returncheck', 'int_ssda903__continuously_looked_after') }}

),

failing_adoptions as (

    select
        adoptions.return_id,
        adoptions.row_number
    from adoptions
    inner join continuously_looked_after
        on
            adoptions.return_id = continuously_looked_after.return_id
            and adoptions.child = continuously_looked_after.child
    where
        coalesce(
            adoptions.date_int_text,
            adoptions.date_match_text,
            adoptions.foster_care,
            adoptions.nb_adoptr,
            adoptions.sex_adoptr,
            adoptions.ls_adoptr
        ) is not null

),

failing_leavers as (

    select
        leavers.return_id,
        leavers.row_number
    from leavers
    inner join continuously_looked_after
        on
            leavers.return_id = continuously_looked_after.return_id
            and leavers.child = continuously_looked_after.child
    where coalesce(leavers.in_touch, leavers.activ, leavers.accom) is not null

)

{{ one_finding_a_row('failing_adoptions', 'AD1') }}
union all
{{ one_finding_a_row('failing_leavers', 'OC3') }}
