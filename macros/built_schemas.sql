{# The schemas of what this package builds, that of the marts first, as JSON. #}
{% macro built_schemas() -%}
    {%- set found = [] -%}
    {%- if execute -%}
        {%- for place in ['marts', ''] -%}
            {%- for node in graph.nodes.values()
                if node.package_name == 'returncheck'
                and (node.resource_type == 'seed' or (
                    node.resource_type == 'model'
                    and node.config.materialized != 'ephemeral'
                ))
                and place in ['', node.fqn[1]]
                and node.schema not in found
            -%}
                {%- do found.append(node.schema) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{- tojson(found) -}}
{%- endmacro %}
