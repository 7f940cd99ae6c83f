{% macro to_date(text) -%}
    case
        when
            {{ matches(without_zone(text), '[0-9]{4}-[0-9]{2}-[0-9]{2}') }}
            and {{ without_zone(text) }} not like '0000%'
            then try_cast({{ without_zone(text) }} as date)
    end
{%- endmacro %}
