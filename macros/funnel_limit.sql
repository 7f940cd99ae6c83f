{% macro funnel_limit(expected, share, chance_of_extreme, confidence, side) -%}
    {%- set z = normal_quantile(confidence) -%}
    {%- set sign = limit_sign(side) -%}
    (case when {{ chance_of_extreme }} <= (100 - {{ confidence }}) / 200
        then
            {{ expected }}
            {{ sign }} ({{ z }} * sqrt({{ expected }} * (1 - {{ share }})) + 0.5)
            + (pow({{ z }}, 2) - 1) / 6 * (1 - 2 * {{ share }})
    end)
{%- endmacro %}
