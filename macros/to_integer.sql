{% macro to_integer(text, type='integer') -%}
    case
        when {{ matches(text, '-?[0-9]+') }} then try_cast({{ text }} as {{ type }})
    end
{%- endmacro %}
