{% macro note_build_ended(results) -%}
    {%- set failed = results
        | selectattr('node.resource_type', 'in', ['model', 'seed'])
        | rejectattr('status', 'equalto', 'success') | list -%}
    {%- if execute and returncheck.is_whole_build() and not failed -%}
        {{ emptied(var('returncheck_raw_schema', 'raw') ~ '.unfinished_build') }}
    {%- endif -%}
{%- endmacro %}
