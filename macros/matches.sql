{% macro matches(text, pattern) -%}
    {%- if target.type == 'duckdb' -%}
        regexp_full_match({{ text }}, '{{ pattern }}')
    {%- else -%}
        {{ text }} rlike '^({{ pattern }})$'
    {%- endif -%}
{%- endmacro %}
