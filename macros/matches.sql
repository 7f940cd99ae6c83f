{% macro matches(text, pattern) -%}
    {%- if target.type == 'duckdb' -%}
        regexp_full_match({{ text }}, '{{ pattern }}')
    {%- else -%}
        {#- Spark takes a backslash in a literal for an escape, DuckDB does not. A
            dollar sign would also match before a last line break. -#}
        {{ text }} rlike '^({{ pattern | replace('\\', '\\\\') }})\\z'
    {%- endif -%}
{%- endmacro %}
