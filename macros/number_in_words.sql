{% macro number_in_words(number, decimals) -%}
    {%- set size -%}abs(round({{ number }}, {{ decimals }})){%- endset -%}
    {%- set text -%}cast(cast({{ size }} as decimal(28, 9)) as varchar){%- endset -%}
    {%- set fraction -%}
        trim(trailing '0' from substring({{ text }}, position('.' in {{ text }})))
    {%- endset -%}
    case when {{ number }} is not null then concat(
        case when round({{ number }}, {{ decimals }}) < 0 then '-' else '' end,
        case
            when {{ size }} >= 1000000
                then concat(
                    cast(cast(floor({{ size }} / 1000000) as bigint) as varchar),
                    ',',
                    lpad(
                        cast(
                            cast(floor({{ size }} / 1000) as bigint) % 1000 as varchar
                        ),
                        3,
                        '0'
                    ),
                    ','
                )
            when {{ size }} >= 1000
                then concat(
                    cast(cast(floor({{ size }} / 1000) as bigint) as varchar), ','
                )
            else ''
        end,
        case
            when {{ size }} >= 1000
                then lpad(
                    cast(cast(floor({{ size }}) as bigint) % 1000 as varchar), 3, '0'
                )
            else cast(cast(floor({{ size }}) as bigint) as varchar)
        end,
        case when {{ fraction }} = '.' then '' else {{ fraction }} end
    ) end
{%- endmacro %}
