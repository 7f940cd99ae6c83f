{% macro indicator_members(
    relation, indicator_id, counted_on, among='true', counted='true'
) -%}
    select
        return_id,
        '{{ indicator_id }}' as indicator_id,
        row_number,
        {{ counted_on }} as counted_on,
        {{ counted }} as is_counted
    from {{ relation }}
    where {{ among }}
{%- endmacro %}
