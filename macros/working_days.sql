{% macro working_days(start_day, end_day) -%}
    {{ end_day }}.working_day_number - {{ start_day }}.working_day_number
{%- endmacro %}
