{# Where the files of published figures lie: in the folder of this package, wherever dbt
   has installed it, which a seed of its own knows. A cluster needs one it can read. -#}
{% macro published_folder() -%}
    {%- set named = var('returncheck_published_folder', '') -%}
    {%- if named -%}
        {{- named -}}
    {%- elif execute -%}
        {%- set seed = graph.nodes['seed.returncheck.rc_indicators'] -%}
        {{- seed.root_path | replace('\\', '/') }}/seeds/published
    {%- endif -%}
{%- endmacro %}
