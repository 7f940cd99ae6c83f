{#- What is printed in the place of a number that is kept back, or has none, as it
    reaches the raw table: one text a kind. A count below five is <5. -#}
{% macro printed_symbol(text) -%}
    case
        when
            {{ matches(
                text,
                'c|k|u|x|z|low|n/a|-|:|~|[*]|[.][.]|[<>]=?[0-9]{1,15}([.][0-9]+)?'
            ) }}
            then {{ text }}
    end
{%- endmacro %}
