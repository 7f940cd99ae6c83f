{#- The least ('low') or most ('high') that what is printed in the place of a number
    leaves open: fewer than five is 0 to 4 of a count and up to 5 of a share. -#}
{% macro bound_of_symbol(symbol, end, unit) -%}
    {%- set step -%}case when {{ unit }} = 'count' then 1 else 0 end{%- endset -%}
    case
        {%- if end == 'low' %}
        when {{ symbol }} like '<%' then 0.0
        when {{ symbol }} like '>=%'
            then try_cast(substring({{ symbol }}, 3) as double)
        when {{ symbol }} like '>%'
            then try_cast(substring({{ symbol }}, 2) as double) + {{ step }}
        {%- else %}
        when {{ symbol }} like '<=%'
            then try_cast(substring({{ symbol }}, 3) as double)
        when {{ symbol }} like '<%'
            then
                greatest(
                    0.0, try_cast(substring({{ symbol }}, 2) as double) - {{ step }}
                )
        {%- endif %}
    end
{%- endmacro %}
