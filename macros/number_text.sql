{% macro number_text(number) -%}
    cast(cast({{ number }} as double) as string)
{%- endmacro %}
