{# The rows of all files of published figures, as text. They are no seeds: dbt reads a
   seed in Python, row by row. -#}
{% macro published_files() -%}
    {%- set columns = [
        'indicator_id', 'year', 'area_type', 'area_code',
        'value', 'numerator', 'denominator',
    ] -%}
    {%- set folder = published_folder() -%}
    {%- if target.type == 'duckdb' -%}
        read_csv(
            '{{ folder | replace("'", "''") }}/*.csv',
            header = true,
            delim = ',',
            quote = '"',
            nullstr = '',
            auto_detect = false,
            columns = {
                {%- for column in columns %}
                '{{ column }}': 'varchar'{{ ',' if not loop.last }}
                {%- endfor %}
            }
        )
    {%- else -%}
        (
            select
                {%- for column in columns %}
                _c{{ loop.index0 }} as {{ column }}{{ ',' if not loop.last }}
                {%- endfor %}
            from csv.`{{ folder | replace('`', '``') }}/*.csv`
            where _c0 <> '{{ columns[0] }}'
        )
    {%- endif -%}
{%- endmacro %}
