{#- The day on which someone has an age in years; born on 29 February, in a common year
    on 28 February. -#}
{% macro birthday(date_of_birth, age) -%}
    {{ add_months(date_of_birth, 12 * age) }}
{%- endmacro %}
