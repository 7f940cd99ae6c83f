{% macro rounded(number, decimals) -%}
    {%- if target.type == 'duckdb' -%}
        round({{ number }}, {{ decimals }})
    {%- else -%}
        {#- Spark rounds to literal places only, and a half as it is written: 0.285 to
            0.29. This is what DuckDB does. -#}
        (round(({{ number }}) * pow(10, {{ decimals }})) / pow(10, {{ decimals }}))
    {%- endif -%}
{%- endmacro %}
