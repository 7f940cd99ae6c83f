{% macro first_day_of(figures) -%}
    case
        when {{ figures }}.period_start is not null then {{ figures }}.period_start
        when {{ figures }}.period_type = 'day' then {{ figures }}.period_end
        when {{ figures }}.period_type = 'week'
            then {{ add_days(figures ~ '.period_end', -6) }}
    end
{%- endmacro %}
