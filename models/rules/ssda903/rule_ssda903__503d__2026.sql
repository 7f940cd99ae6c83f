-- One row per episode carried on into this year with another placement code.
with

across_year_end as (

    select * from {{ ref('returncheck', 'int_ssda903__across_year_end') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        across_year_end.return_id,
        across_year_end.row_number
    from across_year_end
    inner join periods
        on across_year_end.return_id = periods.return_id
    where
        across_year_end.last_dec is null
        and across_year_end.place is distinct from across_year_end.last_place
        and not (
            periods.return_year = 2026
            and coalesce(across_year_end.last_place, '') = 'Z1'
            and coalesce(across_year_end.place, '') in ('Z11', 'Z12', 'Z13', 'Z14')
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
