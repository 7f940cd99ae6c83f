{% macro value_from_parts(unit, numerator, denominator) -%}
    case
        when {{ unit }} = 'count' then {{ numerator }}
        when {{ unit }} = 'percent'
            then 100 * {{ numerator }} / nullif({{ denominator }}, 0)
        when {{ unit }} = 'per_10k'
            then 10000 * {{ numerator }} / nullif({{ denominator }}, 0)
        when {{ unit }} = 'number' then {{ numerator }} / nullif({{ denominator }}, 0)
    end
{%- endmacro %}
