{% macro reason_parameters() -%}
    number_1,
    number_2,
    number_3,
    number_4,
    number_5,
    count_1,
    count_2,
    day_1,
    text_1,
    text_2
{%- endmacro %}
