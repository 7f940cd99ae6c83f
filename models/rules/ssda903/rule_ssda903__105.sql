-- One row per child record of an XML return whose UASC is not 0 or 1.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        headers.return_id,
        headers.row_number
    from headers
    inner join periods
        on headers.return_id = periods.return_id
    where
        periods.file_format = 'xml'
        and (
            {{ to_spelt_number('headers.uasc') }} is null
            or {{ to_spelt_number('headers.uasc') }} not in (0, 1)
        )

)

{{ one_finding_a_row('failing', 'Header') }}
