-- One row per indicator of health and offending, and child looked after throughout the
-- year and at its end.
with

looked_after as (

    select * from {{ ref('returncheck', 'int_ssda903__looked_after_at_month_end') }}
    where is_year_end

),

all_year as (

    select * from {{ ref('returncheck', 'int_ssda903__continuously_looked_after') }}

),

outcomes as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc2') }}

),

outcomes_of_children as (

    select
        return_id,
        child,
        bool_or(coalesce(health_assessment = '1', false)) as has_health_assessment,
        bool_or(coalesce(teeth_check = '1', false)) as has_teeth_checked,
        bool_or(coalesce(immunisations = '1', false)) as is_immunised,
        bool_or(coalesce(convicted = '1', false)) as is_convicted
    from outcomes
    group by return_id, child

),

children_of_the_year as (

    select
        looked_after.return_id,
        looked_after.row_number,
        looked_after.month_end,
        coalesce(
            {{ birthday('looked_after.dob', 10) }} <= looked_after.month_end, false
        )
            as is_ten_or_over,
        coalesce(outcomes_of_children.has_health_assessment, false)
            as has_health_assessment,
        coalesce(outcomes_of_children.has_teeth_checked, false) as has_teeth_checked,
        coalesce(outcomes_of_children.is_immunised, false) as is_immunised,
        coalesce(outcomes_of_children.is_convicted, false) as is_convicted
    from looked_after
    inner join all_year
        on
            looked_after.return_id = all_year.return_id
            and looked_after.child = all_year.child
    left join outcomes_of_children
        on
            looked_after.return_id = outcomes_of_children.return_id
            and looked_after.child = outcomes_of_children.child

),

members as (

    {{ indicator_members(
        'children_of_the_year',
        'cla_health_assessments',
        counted_on='month_end',
        counted="has_health_assessment"
    ) }}
    union all
    {{ indicator_members(
        'children_of_the_year',
        'cla_dental_checks',
        counted_on='month_end',
        counted="has_teeth_checked"
    ) }}
    union all
    {{ indicator_members(
        'children_of_the_year',
        'cla_immunisations',
        counted_on='month_end',
        counted="is_immunised"
    ) }}
    union all
    {{ indicator_members(
        'children_of_the_year',
        'cla_convicted',
        counted_on='month_end',
        among="is_ten_or_over",
        counted="is_convicted"
    ) }}

)

select
    return_id,
    indicator_id,
    'Episodes' as table_name,
    row_number,
    counted_on,
    is_counted
from members
