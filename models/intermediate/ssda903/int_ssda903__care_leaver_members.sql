-- One row per indicator and care leaver that it is counted over.
with

care_leavers as (

    select * from {{ ref('returncheck', 'int_ssda903__care_leavers') }}

),

members as (

    {% set indicators = {
        'care_leavers': 'true',
        'care_leavers_in_touch': 'is_in_touch',
        'care_leavers_not_in_touch': 'is_not_in_touch',
        'care_leavers_suitable_accommodation': 'is_suitably_housed',
        'care_leavers_eet': 'is_active',
        'care_leavers_neet': 'is_not_active',
        'care_leavers_higher_education': 'is_in_higher_education',
    } %}
    {% for indicator_id, flag in indicators.items() %}
        {{ indicator_members(
            'care_leavers',
            indicator_id,
            counted_on='period_end',
            counted=flag
        ) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select
    return_id,
    indicator_id,
    'OC3' as table_name,
    row_number,
    counted_on,
    is_counted
from members
