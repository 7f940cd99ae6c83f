{% macro is_unread(texts) -%}
    (
        {% for text in texts -%}
            (
                {{ matches("coalesce(" ~ text ~ ", '')", '[^0-9]*[0-9].*') }}
                and {{ to_number(text) }} is null
                and {{ printed_symbol(text) }} is null
            )
            {{- ' or' if not loop.last }}
        {% endfor -%}
    )
{%- endmacro %}
