{% macro year_ending(day, year_end) -%}
    case
        when
            extract(month from {{ day }}) * 100 + extract(day from {{ day }})
            <= cast(replace({{ year_end }}, '-', '') as integer)
            then cast(extract(year from {{ day }}) as integer)
        else cast(extract(year from {{ day }}) as integer) + 1
    end
{%- endmacro %}
