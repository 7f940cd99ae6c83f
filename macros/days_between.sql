{% macro days_between(first_day, last_day) -%}
    {%- if target.type == 'duckdb' -%}
        date_diff('day', {{ first_day }}, {{ last_day }})
    {%- else -%}
        datediff({{ last_day }}, {{ first_day }})
    {%- endif -%}
{%- endmacro %}
