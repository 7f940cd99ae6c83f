{% macro rounding_tolerance(decimals) -%}
    (0.5 * pow(10.0, -({{ decimals }})) + 0.000000001)
{%- endmacro %}
