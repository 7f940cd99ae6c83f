{% macro json_text(key, text) -%}
    {#- chr(92) is the backslash, which engines read differently in a literal. -#}
    '{"{{ key }}": ' || coalesce(
        '"' || replace(
            replace({{ text }}, chr(92), chr(92) || chr(92)),
            '"', chr(92) || '"'
        ) || '"',
        'null'
    ) || '}'
{%- endmacro %}
