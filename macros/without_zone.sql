{% macro without_zone(text) -%}
    regexp_replace(
        {{ trimmed(text) }},
        '(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)$',
        ''
    )
{%- endmacro %}
