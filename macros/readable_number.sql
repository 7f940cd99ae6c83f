{% macro readable_number(number) -%}
    case
        when {{ number }} = round({{ number }})
            then cast(cast({{ number }} as bigint) as varchar)
        else cast(cast({{ number }} as decimal(18, 1)) as varchar)
    end
{%- endmacro %}
