{% macro byar_limit(events, confidence, side) -%}
    {%- set z = normal_quantile(confidence) -%}
    {%- set sign = limit_sign(side) -%}
    {%- set base = '(' ~ events ~ ' + 1)' if side == 'high' else events -%}
    (case
        when {{ base }} <= 0 then 0
        else {{ base }} * pow(
            greatest(
                1 - 1 / (9 * {{ base }}) {{ sign }} {{ z }} / (3 * sqrt({{ base }})), 0
            ),
            3
        )
    end)
{%- endmacro %}
