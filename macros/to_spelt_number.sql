{#- A number however it is spelt: with a sign, more zeros, an exponent, no digit on one
    side of the point, blanks around it. -#}
{% macro to_spelt_number(text) -%}
    case
        when
            {{ matches(
                trimmed(text),
                '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?'
            ) }}
            then try_cast({{ trimmed(text) }} as double)
    end
{%- endmacro %}
