{% macro day_in_words(day) -%}
    cast(extract(day from {{ day }}) as string) || ' ' || {{ readable_month(day) }}
{%- endmacro %}
