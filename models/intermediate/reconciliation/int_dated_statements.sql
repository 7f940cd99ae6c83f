-- One row per stated figure of a named period, with the least and most that rounding
-- leaves open and how far others bear it out.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

kpi_figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__figures') }}

),

supported_figures as (

    select * from {{ ref('returncheck', 'int_supported_figures') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

counted_once as (

    select * from {{ ref('returncheck', 'rc_counted_once') }}

),

measured_figures as (

    select
        *,
        coalesce(value_printed, value_of_parts) as value_stated,
        case
            when unit = 'count' then 0.0
            when value_printed is null then 0.000001
            else {{ rounding_tolerance('value_decimals') }}
        end as rounding
    from stated_figures
    where period_end is not null and period_type <> 'not_stated'

),

-- Only what happens in a period is more in a longer one.
dated_statements as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        figures.la_code,
        figures.area_code,
        figures.indicator_id,
        indicators.title,
        figures.unit,
        figures.return_year,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        {{ add_days('figures.period_end', 1) }} as day_after,
        {{ months_covered(
            'figures.period_start', add_days('figures.period_end', 1)
        ) }} as months_covered,
        coalesce(kpi_figures.definition, 'national') as definition,
        figures.period_basis = 'assumed' as is_assumed,
        figures.numerator,
        figures.denominator,
        figures.target,
        figures.value_printed is not null as is_printed,
        figures.value_stated,
        figures.rounding,
        figures.value_stated - figures.rounding as least_value,
        figures.value_stated + figures.rounding as most_value,
        indicators.period_type = 'year' and figures.period_type <> 'snapshot'
            as is_of_span,
        counted_once.indicator_id is not null as is_counted_once,
        coalesce(supported.support, 1) as support
    from measured_figures as figures
    inner join indicators
        on figures.indicator_id = indicators.indicator_id
    left join kpi_figures
        on
            figures.return_id = kpi_figures.return_id
            and figures.table_name = 'Figures'
            and figures.row_number = kpi_figures.row_number
    left join counted_once
        on figures.indicator_id = counted_once.indicator_id
    left join supported_figures as supported
        on
            figures.return_id = supported.return_id
            and figures.table_name = supported.table_name
            and figures.row_number = supported.row_number
    where
        figures.value_stated is not null
        and (
            figures.period_start is null
            or figures.period_start <= figures.period_end
        )

)

select * from dated_statements
