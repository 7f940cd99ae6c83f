{% macro add_days(day, days) -%}
    {%- if days is not integer -%}
        {{ exceptions.raise_compiler_error(
            "`days` must be a whole number. Got: '" ~ days ~ "'."
        ) }}
    {%- endif -%}
    {%- if target.type == 'duckdb' -%}
        cast({{ day }} + interval ({{ days }}) day as date)
    {%- else -%}
        date_add({{ day }}, {{ days }})
    {%- endif -%}
{%- endmacro %}
