{% macro rounded(number, decimals) -%}
    {%- if target.type == 'duckdb' -%}
        round({{ number }}, {{ decimals }})
    {%- else -%}
        {#- Spark rounds to literal places only. -#}
        (round({{ number }} * pow(10, {{ decimals }})) / pow(10, {{ decimals }}))
    {%- endif -%}
{%- endmacro %}
