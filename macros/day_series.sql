{% macro day_series(first_day, last_day) -%}
    {%- if target.type == 'duckdb' -%}
        generate_series(date '{{ first_day }}', date '{{ last_day }}', interval 1 day)
            as listed (calendar_day)
    {%- else -%}
        (
            select explode(sequence(date '{{ first_day }}', date '{{ last_day }}'))
                as calendar_day
        ) as listed
    {%- endif -%}
{%- endmacro %}
