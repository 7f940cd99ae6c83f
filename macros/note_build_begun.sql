{% macro note_build_begun() -%}
    {%- if execute and is_whole_build() -%}
        insert into raw.unfinished_build
        select cast(current_timestamp as timestamp)
        where not exists (select 1 from raw.unfinished_build)
    {%- endif -%}
{%- endmacro %}
