{#- The end of a rule that makes one finding of each failing row: `failing` is a CTE with
    `return_id` and `row_number`, each row once. -#}
{% macro one_finding_a_row(failing, table_name) -%}
    select
        return_id,
        {{ finding_key(["'" ~ table_name ~ "'", 'row_number']) }} as finding_key,
        '{{ table_name }}' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from {{ failing }}
{%- endmacro %}
