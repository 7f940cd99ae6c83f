-- One row per child looked after on the last day of the return's year, with what is
-- expected of its placements.
with

looked_after as (

    select * from {{ ref('returncheck', 'int_ssda903__looked_after_at_month_end') }}
    where is_year_end

),

placement_states as (

    select * from {{ ref('returncheck', 'int_ssda903__placement_states') }}

),

placement_gaps as (

    select * from {{ ref('returncheck', 'int_ssda903__placement_gaps') }}
    where indicator_id = 'cla_long_term_stability'

),

judged_placements as (

    select
        looked_after.return_id,
        looked_after.row_number,
        looked_after.child,
        looked_after.pl_distance,
        placement_states.placements_in_year,
        placement_states.placements_in_year < 3 as has_few_placements,
        placement_states.placement_start,
        placement_states.is_long_term and placement_gaps.return_id is null
            as is_long_term,
        placement_states.is_stable,
        looked_after.pl_location is not null
        and looked_after.pl_distance is not null as is_place_known,
        coalesce(
            not (looked_after.pl_location = 'OUT' and looked_after.pl_distance > 20),
            false
        ) as is_near_home
    from looked_after
    inner join placement_states
        on
            looked_after.return_id = placement_states.return_id
            and looked_after.row_number = placement_states.row_number
            and looked_after.month_end = placement_states.month_end
    left join placement_gaps
        on
            looked_after.return_id = placement_gaps.return_id
            and looked_after.month_end = placement_gaps.month_end

)

select * from judged_placements
