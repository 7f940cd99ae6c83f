{#- Days in a row have numbers in a row: a difference of days that both engines count.
    The year is taken from March, so that the leap day is its last. -#}
{% macro day_number(day) -%}
    {%- set year -%}
        (
            extract(year from {{ day }})
            - case when extract(month from {{ day }}) < 3 then 1 else 0 end
        )
    {%- endset -%}
    {%- set month -%}
        (
            extract(month from {{ day }})
            + case when extract(month from {{ day }}) < 3 then 9 else -3 end
        )
    {%- endset -%}
    (
        365 * {{ year }}
        + floor({{ year }} / 4) - floor({{ year }} / 100) + floor({{ year }} / 400)
        + floor((153 * {{ month }} + 2) / 5)
        + extract(day from {{ day }})
    )
{%- endmacro %}
