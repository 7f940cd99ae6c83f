{% macro is_whole_build() -%}
    {#- Whether all models of the project are built, and not a choice of them. -#}
    {%- set ours = graph.nodes.values()
        | selectattr('resource_type', 'equalto', 'model')
        | selectattr('package_name', 'equalto', 'returncheck')
        | map(attribute='unique_id') | list -%}
    {%- set left = ours | reject('in', selected_resources) | list -%}
    {{- return(flags.WHICH in ('build', 'run') and not left) -}}
{%- endmacro %}
