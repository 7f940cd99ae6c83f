{% macro trimmed(text) -%}
    trim(both ' ' || chr(9) || chr(10) || chr(13) from {{ text }})
{%- endmacro %}
