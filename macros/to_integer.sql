{% macro to_integer(text, type='integer') -%}
    case
        when {{ matches(trimmed(text), '[+-]?[0-9]+') }}
            then try_cast({{ trimmed(text) }} as {{ type }})
    end
{%- endmacro %}
