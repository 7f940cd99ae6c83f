{% macro grows_with_period(unit) -%}
    {{ unit }} in (
        'count', 'per_10k', 'per_10k_10_to_17', 'per_100k_10_to_17', 'pounds'
    )
{%- endmacro %}
