{# What returncheck built is not what stands there from now on: its next build is whole. #}
{% macro note_build_of_others() -%}
    {%- if execute and flags.WHICH in ('build', 'run', 'seed') -%}
        {{ returncheck.emptied(var('returncheck_raw_schema', 'raw') ~ '.built_settings') }}
    {%- endif -%}
{%- endmacro %}
