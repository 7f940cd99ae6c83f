{% macro fill_template(template, values) -%}
    {%- for _ in values %}replace({% endfor -%}
    {{ template }}
    {%- for name, text in values.items() -%}
    , '{{ "{" ~ name ~ "}" }}', coalesce({{ text }}, ''))
    {%- endfor -%}
{%- endmacro %}
