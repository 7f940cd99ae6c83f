{% macro value_from_parts(unit, numerator, denominator) -%}
    case
        when {{ unit }} = 'count' then {{ numerator }}
        when {{ unit }} = 'percent'
            then 100 * {{ numerator }} / nullif({{ denominator }}, 0)
        when {{ unit }} in ('per_10k', 'per_10k_10_to_17')
            then 10000 * {{ numerator }} / nullif({{ denominator }}, 0)
        when {{ unit }} = 'per_100k_10_to_17'
            then 100000 * {{ numerator }} / nullif({{ denominator }}, 0)
        when {{ unit }} = 'number' then {{ numerator }} / nullif({{ denominator }}, 0)
    end
{%- endmacro %}
