-- One row per indicator of where children are placed, child looked after at a month
-- end, and that month end.
with

looked_after as (

    select * from {{ ref('returncheck', 'int_ssda903__looked_after_at_month_end') }}

),

placed_children as (

    select
        return_id,
        row_number,
        month_end,
        coalesce(pl_location = 'OUT', false) as is_outside,
        coalesce(pl_location = 'OUT' and pl_distance > 20, false) as is_far_outside,
        coalesce(place_provider = 'PR1', false) as is_own_provision,
        coalesce(place in ('U1', 'U2', 'U3', 'U4', 'U5', 'U6'), false) as is_fostered,
        coalesce(place in ('K1', 'K2'), false) as is_in_home,
        -- P2 and H5 were given until 28 October 2023, K3 since.
        coalesce(
            (place in ('P2', 'H5') and decom <= make_date(2023, 10, 28))
            or (place = 'K3' and month_end >= make_date(2023, 10, 28)),
            false
        ) as is_independent,
        coalesce(place = 'P1', false) as is_with_parents,
        coalesce(place = 'S1', false) as is_in_school,
        coalesce(place in ('A3', 'A4', 'A5', 'A6'), false) as is_for_adoption
    from looked_after

),

members as (

    {% set indicators = {
        'cla_placed_outside_area': 'is_outside',
        'cla_placed_over_20_miles_outside': 'is_far_outside',
        'cla_own_provision': 'is_own_provision',
        'cla_in_foster_care': 'is_fostered',
        'cla_in_childrens_homes': 'is_in_home',
        'cla_independent_living': 'is_independent',
        'cla_with_parents': 'is_with_parents',
        'cla_in_residential_schools': 'is_in_school',
        'cla_placed_for_adoption': 'is_for_adoption',
    } %}
    {% for indicator_id, flag in indicators.items() %}
        {{ indicator_members(
            'placed_children',
            indicator_id,
            counted_on='month_end',
            counted=flag
        ) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select
    return_id,
    indicator_id,
    'Episodes' as table_name,
    row_number,
    counted_on,
    is_counted
from members
