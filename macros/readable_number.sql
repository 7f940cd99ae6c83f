{% macro readable_number(number, decimals) -%}
    case
        when round({{ number }}, {{ decimals }}) = round({{ number }})
            then coalesce(
                cast(try_cast(round({{ number }}) as bigint) as string),
                cast({{ number }} as string)
            )
        else cast(round({{ number }}, {{ decimals }}) as string)
    end
{%- endmacro %}
