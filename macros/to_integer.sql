{% macro to_integer(text) -%}
    case
        when {{ matches(text, '-?[0-9]+') }} then try_cast({{ text }} as integer)
    end
{%- endmacro %}
