{% macro joined_texts(text, separator, ordered_by) -%}
    {%- if target.type == 'duckdb' -%}
        string_agg({{ text }}, '{{ separator }}' order by {{ ordered_by }} nulls last)
    {%- else -%}
        listagg({{ text }}, '{{ separator }}')
            within group (order by {{ ordered_by }} nulls last)
    {%- endif -%}
{%- endmacro %}
