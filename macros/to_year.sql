{% macro to_year(text) -%}
    case
        when {{ matches(without_zone(text), '[0-9]{4}') }}
            then {{ without_zone(text) }}
    end
{%- endmacro %}
