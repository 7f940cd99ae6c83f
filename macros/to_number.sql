{% macro to_number(text) -%}
    case
        when {{ matches(text, '-?[0-9]{1,15}([.][0-9]+)?') }}
            then try_cast({{ text }} as double)
    end
{%- endmacro %}
