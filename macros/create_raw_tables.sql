{# A table that is there already is a team's own where nothing says that it is ours: it
   is read as it is, or refused, and never altered. Only DuckDB is asked, and only it
   takes several statements at once: for others they are run here, one by one. #}
{% macro create_raw_tables() -%}
    {%- set raw = var('returncheck_raw_schema', 'raw') -%}
    {%- set tables = fromjson(raw_tables()) -%}
    {%- set added = fromjson(added_raw_columns()) -%}
    {%- set mark = 'Made by returncheck.' -%}
    {%- set held = {} -%}
    {%- set of_others = [] -%}
    {%- if execute and target.type == 'duckdb' -%}
        {%- set rows = run_query(
            "select lower(columns.table_name), lower(columns.column_name), "
            ~ "coalesce(tables.comment, '') from duckdb_columns() as columns "
            ~ "left join duckdb_tables() as tables using (table_oid, database_oid) "
            ~ "where columns.database_name = current_database() "
            ~ "and columns.schema_name = '" ~ raw ~ "'"
        ) -%}
        {%- for name, column, comment in rows -%}
            {%- do held.setdefault(name, {'columns': [], 'comment': comment}) -%}
            {%- do held[name]['columns'].append(column) -%}
        {%- endfor -%}
        {%- set versions = held.get('warehouse', {}).get('columns') -%}
        {%- set is_warehouse = versions == ['version'] -%}
        {%- for name, columns in tables.items() if name | lower in held -%}
            {%- set found = held[name | lower] -%}
            {%- if found['comment'] != mark and not is_warehouse -%}
                {%- do of_others.append(name) -%}
                {%- for column in columns -%}
                    {%- if column.split(' ')[0] | lower not in found['columns'] -%}
                        {{- exceptions.raise_compiler_error(
                            'The table ' ~ raw ~ '.' ~ name ~ ' was not made by '
                            ~ 'returncheck and lacks the column '
                            ~ column.split(' ')[0] ~ '. It is left as it is: set the '
                            ~ 'var returncheck_raw_schema to a schema of its own.'
                        ) -}}
                    {%- endif -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set statements -%}
    create schema if not exists {{ raw }};
    {% for name, columns in tables.items() if name not in of_others -%}
        create table if not exists {{ raw }}.{{ name }} ({{ columns | join(', ') }});
        {% if target.type == 'duckdb' -%}
            {%- for column in added.get(name, []) -%}
                alter table {{ raw }}.{{ name }} add column if not exists {{ column }};
            {% endfor -%}
            comment on table {{ raw }}.{{ name }} is '{{ mark }}';
        {% endif -%}
    {% endfor -%}
    {#- What dbt builds now may be of another project than the one noted. -#}
    {% if 'built_reference' not in of_others -%}
        {{ emptied(raw ~ '.built_reference') }};
    {% endif -%}
    {%- if 'built_in' not in of_others -%}
        {{ emptied(raw ~ '.built_in') }};
        {% for schema in fromjson(built_schemas()) -%}
            insert into {{ raw }}.built_in values ('{{ schema }}', {{ loop.index }});
        {% endfor -%}
    {%- endif -%}
    {%- endset -%}
    {%- if target.type == 'duckdb' or not execute -%}
        {{- statements -}}
    {%- else -%}
        {%- for statement in statements.split(';') if statement | trim -%}
            {%- do run_query(statement) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
