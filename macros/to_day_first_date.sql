{#- A date written day/month/year, one digit for day and month taken too, no blanks
    around it. -#}
{% macro to_day_first_date(text) -%}
    case
        when
            {{ matches(text, '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}') }}
            and {{ text }} not like '%/0000'
            then try_cast(
                concat(
                    substring({{ text }}, length({{ text }}) - 3, 4),
                    '-',
                    lpad(
                        substring(
                            {{ text }},
                            position('/' in {{ text }}) + 1,
                            length({{ text }}) - 5 - position('/' in {{ text }})
                        ),
                        2,
                        '0'
                    ),
                    '-',
                    lpad(
                        substring({{ text }}, 1, position('/' in {{ text }}) - 1),
                        2,
                        '0'
                    )
                ) as date
            )
    end
{%- endmacro %}
