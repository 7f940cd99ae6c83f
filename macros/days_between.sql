{% macro days_between(first_day, last_day) -%}
    {%- if target.type == 'duckdb' -%}
        date_diff('day', {{ first_day }}, {{ last_day }})
    {%- else -%}
        unix_date({{ last_day }}) - unix_date({{ first_day }})
    {%- endif -%}
{%- endmacro %}
