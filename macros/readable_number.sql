{% macro readable_number(number, decimals) -%}
    case
        when round({{ number }}, {{ decimals }}) = round({{ number }})
            then cast(cast(round({{ number }}) as bigint) as varchar)
        else cast(round({{ number }}, {{ decimals }}) as varchar)
    end
{%- endmacro %}
