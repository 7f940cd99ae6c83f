{% macro is_whole_build() -%}
    {#- Whether all models of the project are built, and not a choice of them. -#}
    {%- set ours = graph.nodes.values()
        | selectattr('resource_type', 'equalto', 'model')
        | selectattr('package_name', 'equalto', 'returncheck')
        | map(attribute='unique_id') | list -%}
    {%- set left = ours | reject('in', selected_resources) | list -%}
    {{- return(flags.WHICH in ('build', 'run') and not left) -}}
{%- endmacro %}

{% macro note_build_begun() -%}
    {%- set raw = var('returncheck_raw_schema', 'raw') -%}
    {%- if execute and is_whole_build() -%}
        insert into {{ raw }}.unfinished_build
        select cast(current_timestamp as timestamp)
        where not exists (select 1 from {{ raw }}.unfinished_build)
    {%- endif -%}
{%- endmacro %}

{% macro note_build_ended(results) -%}
    {%- set raw = var('returncheck_raw_schema', 'raw') -%}
    {%- set failed = [] -%}
    {%- for result in results
        if result.node.resource_type in ('model', 'seed')
        and result.status != 'success' -%}
        {%- do failed.append(result.node.name) -%}
    {%- endfor -%}
    {%- if execute and is_whole_build() and not failed -%}
        delete from {{ raw }}.unfinished_build
    {%- endif -%}
{%- endmacro %}
