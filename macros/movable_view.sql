{# A hook after each model: a view that names no database, so that the file can be
   attached under another name. DuckDB keeps a view's names as they were written. #}
{% macro movable_view() -%}
    {%- if (
        execute
        and target.type == 'duckdb'
        and model.config.materialized == 'view'
        and model.database == target.database
    ) -%}
        create or replace view {{ this.include(database=false) }} as (
        {{ model.compiled_code | replace('"' ~ target.database ~ '".', '') }}
        )
    {%- endif -%}
{%- endmacro %}
