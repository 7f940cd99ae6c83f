{# The rows of a seed on Spark, in the place of dbt-spark's own macro: that puts a text
   between quotes as it is, which ends at the first apostrophe within, and Spark reads a
   backslash for an escape. The seed is read as text: `column_types` names each column. #}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set types = model['config'].get('column_types', {}) -%}
    {%- set statements = [] -%}
    {%- for chunk in agate_table.rows | batch(1000) -%}
        {%- set statement -%}
            insert into {{ this.render() }}
            select
                {%- for column in agate_table.column_names %}
                cast({{ column }} as
                {{- ' ' ~ types.get(column, adapter.convert_type(agate_table, loop.index0)) }})
                {{- ',' if not loop.last }}
                {%- endfor %}
            from values
                {% for row in chunk -%}
                    ({%- for value in row -%}
                        {%- if value is none -%}
                            null
                        {%- else -%}
                            '{{ value | string | replace("\\", "\\\\") | replace("'", "\\'") }}'
                        {%- endif -%}
                        {{ ', ' if not loop.last }}
                    {%- endfor -%})
                    {{- ', ' if not loop.last }}
                {% endfor %}
                as listed ({{ agate_table.column_names | join(', ') }})
        {%- endset -%}
        {%- do adapter.add_query(statement, abridge_sql_log=True) -%}
        {%- do statements.append(statement) -%}
    {%- endfor -%}
    {{- return(statements[0] if statements else '') -}}
{%- endmacro %}
