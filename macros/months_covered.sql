{% macro months_covered(first_day, day_after) -%}
    case
        when
            extract(day from {{ first_day }}) = 1
            and extract(day from {{ day_after }}) = 1
            then
                (
                    extract(year from {{ day_after }})
                    - extract(year from {{ first_day }})
                ) * 12
                + extract(month from {{ day_after }})
                - extract(month from {{ first_day }})
    end
{%- endmacro %}
