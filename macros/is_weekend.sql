{% macro is_weekend(day) -%}
    {%- if target.type == 'duckdb' -%}
        isodow({{ day }}) in (6, 7)
    {%- else -%}
        weekday({{ day }}) in (5, 6)
    {%- endif -%}
{%- endmacro %}
