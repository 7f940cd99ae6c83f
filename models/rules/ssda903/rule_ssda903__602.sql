-- One row per adoption record of a child who was not adopted in the year.
with

adoption_records as (

    select * from {{ ref('returncheck', 'stg_ssda903__ad1') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

adopted_children as (

    select distinct
        episodes.return_id,
        episodes.child
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id
    where
        episodes.rec in ('E11', 'E12')
        and episodes.dec between periods.collection_start and periods.collection_end

),

failing as (

    select
        adoption_records.return_id,
        adoption_records.row_number
    from adoption_records
    left join adopted_children
        on
            adoption_records.return_id = adopted_children.return_id
            and adoption_records.child = adopted_children.child
    where
        adopted_children.child is null
        and coalesce(
            adoption_records.date_int_text,
            adoption_records.date_match_text,
            adoption_records.foster_care,
            adoption_records.nb_adoptr,
            adoption_records.sex_adoptr,
            adoption_records.ls_adoptr
        ) is not null

)

{{ one_finding_a_row('failing', 'AD1') }}
