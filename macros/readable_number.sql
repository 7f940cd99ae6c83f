{% macro readable_number(number, decimals) -%}
    case
        when {{ rounded(number, decimals) }} = round({{ number }})
            then coalesce(
                cast(try_cast(round({{ number }}) as bigint) as string),
                {{ number_text(number) }}
            )
        else {{ number_text(rounded(number, decimals)) }}
    end
{%- endmacro %}
