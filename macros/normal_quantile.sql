{% macro normal_quantile(confidence) -%}
    {%- set quantiles = {95: '1.959963984540054', 99.8: '3.090232306167813'} -%}
    {%- if confidence not in quantiles -%}
        {{ exceptions.raise_compiler_error(
            "`confidence` must be one of [95, 99.8]. Got: " ~ confidence
        ) }}
    {%- endif -%}
    {{ quantiles[confidence] }}
{%- endmacro %}
