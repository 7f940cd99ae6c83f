{% macro indicator_members(relation, indicator_id, among, counted='true') -%}
    select
        return_id,
        '{{ indicator_id }}' as indicator_id,
        row_number,
        {{ counted }} as is_counted
    from {{ relation }}
    where {{ among }}
{%- endmacro %}
