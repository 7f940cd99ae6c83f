{% macro to_date_uk(text) -%}
    coalesce(
        {{ to_date(text) }},
        case
            when
                {{ matches(trimmed(text), '[0-9]{2}/[0-9]{2}/[0-9]{4}') }}
                and {{ trimmed(text) }} not like '%/0000'
                then try_cast(
                    substring({{ trimmed(text) }}, 7, 4) || '-'
                    || substring({{ trimmed(text) }}, 4, 2) || '-'
                    || substring({{ trimmed(text) }}, 1, 2)
                    as date
                )
        end
    )
{%- endmacro %}
