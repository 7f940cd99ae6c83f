{% macro beside_year_before(figures, previous_values) -%}
    case when {{ figures }}.is_annual then {{ previous_values }}.value end
        as previous_year_value,
    case
        when
            {{ figures }}.is_annual
            and coalesce({{ figures }}.completeness, 'complete') <> 'lower_bound'
            then {{ figures }}.value - {{ previous_values }}.value
    end as change_on_previous_year
{%- endmacro %}
