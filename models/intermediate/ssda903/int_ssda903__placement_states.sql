-- One row per child looked after at a month end, with its placements in the twelve
-- months to that day and how long it has been in the present one.
with

looked_after as (

    select * from {{ ref('returncheck', 'int_ssda903__looked_after_at_month_end') }}

),

episodes_in_placements as (

    select * from {{ ref('returncheck', 'int_ssda903__placements') }}

),

placements as (

    select distinct
        return_id,
        child,
        period_number,
        placement_number,
        placement_start,
        placement_end
    from episodes_in_placements
    where placement_number > 0

),

own_placements as (

    select * from episodes_in_placements
    where years_back = 0

),

-- Begun in the twelve months, or held on the first day of them.
placements_of_the_year as (

    select
        looked_after.return_id,
        looked_after.row_number,
        looked_after.month_end,
        count(*) as placements
    from looked_after
    inner join placements
        on
            looked_after.return_id = placements.return_id
            and looked_after.child = placements.child
    where
        placements.placement_start <= looked_after.month_end
        and (
            placements.placement_start
            >= {{ add_months('looked_after.month_start', -11) }}
            or coalesce(
                placements.placement_end
                > {{ add_months('looked_after.month_start', -11) }},
                true
            )
        )
    group by looked_after.return_id, looked_after.row_number, looked_after.month_end

),

placement_states as (

    select
        looked_after.return_id,
        looked_after.row_number,
        looked_after.child,
        looked_after.month_end,
        coalesce(placements_of_the_year.placements, 0) as placements_in_year,
        own_placements.placement_start,
        coalesce({{ birthday('looked_after.dob', 16) }} > looked_after.month_end, false)
        and own_placements.period_start
        <= {{ add_months('looked_after.month_end', -30) }} as is_long_term,
        (
            own_placements.placement_number > 0
            and own_placements.placement_start
            <= {{ add_months('looked_after.month_end', -24) }}
        )
        or (
            coalesce(looked_after.place in ('A3', 'A4', 'A5', 'A6'), false)
            and coalesce(
                placements_before.placement_start
                <= {{ add_months('looked_after.month_end', -24) }},
                false
            )
        ) as is_stable
    from looked_after
    inner join own_placements
        on
            looked_after.return_id = own_placements.return_id
            and looked_after.row_number = own_placements.row_number
    left join placements_of_the_year
        on
            looked_after.return_id = placements_of_the_year.return_id
            and looked_after.row_number = placements_of_the_year.row_number
            and looked_after.month_end = placements_of_the_year.month_end
    left join placements as placements_before
        on
            own_placements.return_id = placements_before.return_id
            and own_placements.child = placements_before.child
            and own_placements.period_number = placements_before.period_number
            and own_placements.placement_number - 1
            = placements_before.placement_number

)

select * from placement_states
