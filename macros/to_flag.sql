{% macro to_flag(text) -%}
    case
        when lower({{ trimmed(text) }}) in ('1', 'true') then true
        when lower({{ trimmed(text) }}) in ('0', 'false') then false
    end
{%- endmacro %}
