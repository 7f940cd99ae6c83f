-- One row per figure of the authority and of its teams: what is above its line, between
-- the least and the most that it can be, and what is below it.
with

stated_figures as (

    select *
    from {{ ref('returncheck', 'int_stated_figures') }}
    where table_name = 'Figures' and period_end is not null and unit is not null

),

indicator_parts as (

    select *
    from {{ ref('returncheck', 'int_known_indicator_parts') }}
    where part = 'denominator'

),

printed_counts as (

    select * from {{ ref('returncheck', 'int_printed_counts') }}

),

-- A share may print what it is of in another row of the report.
based_figures as (

    select
        figures.*,
        case
            when figures.period_type in ('snapshot', 'day') then figures.period_end
            else figures.period_start
        end as first_day,
        coalesce(figures.value_printed, figures.value_of_parts) as stated_value,
        case
            when figures.unit <> 'count'
                then coalesce(figures.denominator, totals.printed_count)
        end as base,
        case figures.unit
            when 'percent' then 100.0
            when 'per_10k' then 10000.0
            when 'per_10k_10_to_17' then 10000.0
            when 'per_100k_10_to_17' then 100000.0
            else 1.0
        end as scale,
        case
            when figures.value_printed is null then 0.000000001
            else {{ rounding_tolerance('figures.value_decimals') }}
        end as rounding
    from stated_figures as figures
    left join indicator_parts
        on figures.indicator_id = indicator_parts.indicator_id
    left join printed_counts as totals
        on
            figures.return_id = totals.return_id
            and figures.table_name = totals.table_name
            and figures.area_code = totals.area_code
            and indicator_parts.total_id = totals.indicator_id
            and figures.period_end = totals.period_end
            and figures.period_start is not distinct from totals.period_start

),

team_amounts as (

    select
        return_id,
        table_name,
        row_number,
        la_code,
        area_code,
        team,
        indicator_id,
        unit,
        return_year,
        period_type,
        period_start,
        period_end,
        period_basis,
        first_day,
        stated_value,
        rounding,
        scale,
        base,
        case
            when unit = 'count'
                then
                    coalesce(
                        value_printed,
                        numerator,
                        case
                            when
                                coalesce(value_high, value_low) is not null
                                or value_symbol in ('c', '*')
                                then greatest(coalesce(value_low, 0), 0)
                        end
                    )
            else
                coalesce(
                    numerator, greatest((stated_value - rounding) * base / scale, 0)
                )
        end as least_amount,
        case
            when unit = 'count' then coalesce(value_printed, numerator, value_high)
            else coalesce(numerator, (stated_value + rounding) * base / scale)
        end as most_amount
    from based_figures

)

select * from team_amounts
where least_amount is not null or stated_value is not null
