-- One row per asylum-seeking child whose DUC is no date or before the year.
with

asylum_seekers as (

    select * from {{ ref('returncheck', 'stg_ssda903__uasc') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        asylum_seekers.return_id,
        asylum_seekers.row_number
    from asylum_seekers
    inner join periods
        on asylum_seekers.return_id = periods.return_id
    where
        asylum_seekers.duc_text is not null
        and (
            asylum_seekers.duc is null
            or asylum_seekers.duc < periods.collection_start
        )

)

{{ one_finding_a_row('failing', 'UASC') }}
