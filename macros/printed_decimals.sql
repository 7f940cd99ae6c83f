{% macro printed_decimals(text) -%}
    case
        when {{ matches(text, '-?[0-9]+') }} then 0
        when {{ matches(text, '-?[0-9]+[.][0-9]+') }}
            then length({{ text }}) - position('.' in {{ text }})
    end
{%- endmacro %}
