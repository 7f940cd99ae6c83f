{% macro readable_period(period_type, period_end) -%}
    case {{ period_type }}
        when 'month' then ''
        else
            case {{ period_type }}
                when 'snapshot' then ''
                when 'quarter' then 'Quarter to '
                when 'rolling_12_months' then '12 months to '
                when 'year' then 'Year to '
                else 'Period to '
            end || cast(extract(day from {{ period_end }}) as string) || ' '
    end || {{ readable_month(period_end) }}
{%- endmacro %}
