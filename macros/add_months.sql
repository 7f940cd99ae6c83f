{% macro add_months(day, months) -%}
    {%- if months is not integer -%}
        {{ exceptions.raise_compiler_error(
            "`months` must be a whole number. Got: '" ~ months ~ "'."
        ) }}
    {%- endif -%}
    {%- if target.type == 'duckdb' -%}
        cast({{ day }} + interval ({{ months }}) month as date)
    {%- else -%}
        add_months({{ day }}, {{ months }})
    {%- endif -%}
{%- endmacro %}
