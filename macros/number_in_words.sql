{% macro number_in_words(number, decimals) -%}
    {%- set size -%}abs({{ rounded(number, decimals) }}){%- endset -%}
    {%- set part -%}{{ rounded('(' ~ size ~ ' - floor(' ~ size ~ '))', decimals) }}{%- endset -%}
    {#- Beside a one: of a small decimal alone Spark writes the powers of ten. -#}
    {%- set text -%}
        cast(try_cast(1 + {{ part }} as decimal(28, 9)) as string)
    {%- endset -%}
    {%- set fraction -%}
        trim(trailing '0' from substring({{ text }}, position('.' in {{ text }})))
    {%- endset -%}
    {%- set millions -%}try_cast(floor({{ size }} / 1000000) as bigint){%- endset -%}
    {%- set thousands -%}try_cast(floor({{ size }} / 1000) as bigint){%- endset -%}
    {%- set ones -%}try_cast(floor({{ size }}) as bigint){%- endset -%}
    {#- From 10^15 on not every digit of a number is its own. -#}
    case
        when {{ size }} < 1e15
            then (
                case when {{ rounded(number, decimals) }} < 0 then '-' else '' end
                || case
                    when {{ size }} >= 1000000
                        then
                            cast({{ millions }} as string)
                            || ','
                            || lpad(cast({{ thousands }} % 1000 as string), 3, '0')
                            || ','
                    when {{ size }} >= 1000
                        then cast({{ thousands }} as string) || ','
                    else ''
                end
                || case
                    when {{ size }} >= 1000
                        then lpad(cast({{ ones }} % 1000 as string), 3, '0')
                    else cast({{ ones }} as string)
                end
                || case when {{ fraction }} = '.' then '' else {{ fraction }} end
            )
        else {{ number_text(number) }}
    end
{%- endmacro %}
