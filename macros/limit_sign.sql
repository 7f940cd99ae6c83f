{% macro limit_sign(side) -%}
    {%- set signs = {'low': '-', 'high': '+'} -%}
    {%- if side not in signs -%}
        {{ exceptions.raise_compiler_error(
            "`side` must be one of ['low', 'high']. Got: '" ~ side ~ "'"
        ) }}
    {%- endif -%}
    {{ signs[side] }}
{%- endmacro %}
