-- One row per stated figure with a number or a span, and the limits between which what
-- it states lies: exact where its parts give it, else as wide as its rounding.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

measured_figures as (

    select
        *,
        case
            when unit = 'count' then 0.0
            else {{ rounding_tolerance('coalesce(value_decimals, 0)') }}
        end as rounding
    from stated_figures
    where
        coalesce(value_printed, value_of_parts, value_low, value_high) is not null

),

statement_bounds as (

    select
        return_id,
        table_name,
        row_number,
        la_code,
        area_code,
        team,
        indicator_id,
        unit,
        period_type,
        period_start,
        period_end,
        case
            when
                value_of_parts is not null
                and abs(coalesce(value_printed, value_of_parts) - value_of_parts)
                <= rounding
                then value_of_parts
            when value_printed is not null then value_printed - rounding
            else coalesce(value_low, 0.0)
        end as least_value,
        case
            when
                value_of_parts is not null
                and abs(coalesce(value_printed, value_of_parts) - value_of_parts)
                <= rounding
                then value_of_parts
            when value_printed is not null then value_printed + rounding
            when value_high is null and unit = 'percent' then 100.0
            else value_high
        end as most_value,
        period_basis = 'assumed' as is_assumed,
        coalesce(definition = 'local', false) as is_local
    from measured_figures

)

select * from statement_bounds
