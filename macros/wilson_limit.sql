{% macro wilson_limit(share, denominator, confidence, side) -%}
    {%- set z = normal_quantile(confidence) -%}
    ((
        {{ share }} + pow({{ z }}, 2) / (2 * {{ denominator }})
        {{ limit_sign(side) }} {{ z }} * sqrt(
            {{ share }} * (1 - {{ share }}) / {{ denominator }}
            + pow({{ z }} / {{ denominator }}, 2) / 4
        )
    ) / (1 + pow({{ z }}, 2) / {{ denominator }}))
{%- endmacro %}
