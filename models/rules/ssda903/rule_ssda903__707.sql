-- One row per deprivation of liberty order that no period of care of the child holds.
with

orders as (

    select * from {{ ref('returncheck', 'stg_ssda903__dolo') }}

),

periods_of_care as (

    select * from {{ ref('returncheck', 'int_ssda903__periods_by_date') }}

),

failing as (

    select
        orders.return_id,
        orders.row_number
    from orders
    inner join periods_of_care
        on
            orders.return_id = periods_of_care.return_id
            and orders.child = periods_of_care.child
    where orders.dolo_start is not null
    group by
        orders.return_id,
        orders.row_number
    having
        not bool_or(
            case
                when orders.dolo_end is null
                    then
                        periods_of_care.last_day is null
                        and orders.dolo_start >= periods_of_care.first_day
                else
                    orders.dolo_end >= periods_of_care.first_day
                    and (
                        periods_of_care.last_day is null
                        or orders.dolo_end <= periods_of_care.last_day
                    )
            end
        )

)

{{ one_finding_a_row('failing', 'DoLo') }}
