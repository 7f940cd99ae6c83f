{% macro finding_key(parts) -%}
    {%- if parts is string or parts is mapping or not parts -%}
        {{ exceptions.raise_compiler_error(
            "`parts` must be a list of at least one SQL expression. Got: '"
            ~ parts ~ "'."
        ) }}
    {%- endif -%}
    {%- for part in parts -%}
        coalesce(
            '"' || replace(cast({{ part }} as string), '"', '""') || '"',
            'null'
        ) {{- " || '|' || " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
