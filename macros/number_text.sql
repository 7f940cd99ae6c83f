{% macro number_text(number) -%}
    {%- set text -%}cast(cast({{ number }} as double) as string){%- endset -%}
    {%- if target.type == 'duckdb' -%}
        {{ text }}
    {%- else -%}
        {#- Spark writes powers of ten from 10^7 on and below 0.001, as 1.0E7, where
            DuckDB writes digits, and later 1e+16. -#}
        {%- set size -%}abs(cast({{ number }} as double)){%- endset -%}
        {%- set digits -%}
            cast(cast(cast({{ number }} as double) as decimal(38, 21)) as string)
        {%- endset -%}
        {%- set power -%}
            regexp_replace(
                regexp_replace({{ text }}, '[.]0E', 'E'), 'E([0-9])', 'e+$1'
            )
        {%- endset -%}
        case
            when {{ size }} >= 1e16 or ({{ size }} > 0 and {{ size }} < 1e-4)
                then regexp_replace(
                    replace({{ power }}, 'E-', 'e-'), '([+-])([0-9])$', '$10$2'
                )
            when {{ size }} >= 1e7 or ({{ size }} > 0 and {{ size }} < 1e-3)
                then regexp_replace(
                    regexp_replace({{ digits }}, '0+$', ''), '[.]$', '.0'
                )
            else {{ text }}
        end
    {%- endif -%}
{%- endmacro %}
