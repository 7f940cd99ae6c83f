{#- Takes all rows out of a table. Spark deletes only where the format of a table can. -#}
{% macro emptied(table) -%}
    {{- 'delete from' if target.type == 'duckdb' else 'truncate table' }} {{ table -}}
{%- endmacro %}
