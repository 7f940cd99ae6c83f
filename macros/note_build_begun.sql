{% macro note_build_begun() -%}
    {%- if execute and returncheck.is_whole_build() -%}
        insert into {{ var('returncheck_raw_schema', 'raw') }}.unfinished_build
        select cast(current_timestamp as timestamp)
        where not exists (select 1 from {{ var('returncheck_raw_schema', 'raw') }}.unfinished_build)
    {%- endif -%}
{%- endmacro %}
