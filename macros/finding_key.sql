{% macro finding_key(parts) -%}
    {%- if parts is string or parts is mapping or not parts -%}
        {{ exceptions.raise_compiler_error(
            "`parts` must be a list of at least one SQL expression. Got: '"
            ~ parts ~ "'."
        ) }}
    {%- endif -%}
    {#- A place moves when rows do. A line break marks it, as in `child_key`. -#}
    {%- for part in parts -%}
        {%- if 'row_number' in part or part.endswith('_row') -%}
            coalesce(chr(10) || cast({{ part }} as string), 'null')
        {%- else -%}
            coalesce(
                '"' || replace(cast({{ part }} as string), '"', '""') || '"',
                'null'
            )
        {%- endif -%}
        {{- " || '|' || " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
