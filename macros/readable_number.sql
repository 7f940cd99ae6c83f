{% macro readable_number(number, decimals) -%}
    case
        when round({{ number }}, {{ decimals }}) = round({{ number }})
            then coalesce(
                cast(try_cast(round({{ number }}) as bigint) as varchar),
                cast({{ number }} as varchar)
            )
        else cast(round({{ number }}, {{ decimals }}) as varchar)
    end
{%- endmacro %}
