{% macro reason_columns(
    qualifier_code='null', hint_code='null', remark_code='null',
    number_1='null', number_2='null', number_3='null', number_4='null',
    number_5='null', count_1='null', count_2='null', day_1='null',
    text_1='null', text_2='null'
) -%}
    cast({{ qualifier_code }} as string) as qualifier_code,
    cast({{ hint_code }} as string) as hint_code,
    cast({{ remark_code }} as string) as remark_code,
    cast({{ number_1 }} as double) as number_1,
    cast({{ number_2 }} as double) as number_2,
    cast({{ number_3 }} as double) as number_3,
    cast({{ number_4 }} as double) as number_4,
    cast({{ number_5 }} as double) as number_5,
    cast({{ count_1 }} as bigint) as count_1,
    cast({{ count_2 }} as bigint) as count_2,
    cast({{ day_1 }} as date) as day_1,
    cast({{ text_1 }} as string) as text_1,
    cast({{ text_2 }} as string) as text_2
{%- endmacro %}
