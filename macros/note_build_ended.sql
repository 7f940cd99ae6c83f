{% macro note_build_ended(results) -%}
    {%- set failed = results
        | selectattr('node.resource_type', 'in', ['model', 'seed'])
        | rejectattr('status', 'equalto', 'success') | list -%}
    {%- if execute and is_whole_build() and not failed -%}
        delete from raw.unfinished_build
    {%- endif -%}
{%- endmacro %}
