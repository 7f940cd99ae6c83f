{% macro to_date_uk(text) -%}
    case
        when {{ matches(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}') }}
            then try_cast({{ text }} as date)
        when {{ matches(text, '[0-9]{2}/[0-9]{2}/[0-9]{4}') }}
            then try_cast(
                substring({{ text }}, 7, 4) || '-'
                || substring({{ text }}, 4, 2) || '-'
                || substring({{ text }}, 1, 2)
                as date
            )
    end
{%- endmacro %}
