-- One row per time missing or away that ends outside the year.
with

times_missing as (

    select * from {{ ref('returncheck', 'stg_ssda903__missing') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        times_missing.return_id,
        times_missing.row_number
    from times_missing
    inner join periods
        on times_missing.return_id = periods.return_id
    where
        times_missing.mis_end < periods.collection_start
        or times_missing.mis_end > periods.collection_end

)

{{ one_finding_a_row('failing', 'Missing') }}
