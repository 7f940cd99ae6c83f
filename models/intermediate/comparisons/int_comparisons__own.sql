-- One row per figure and comparator of the authority's own: the period before, the year
-- before, its target.
with

figures as (

    select * from {{ ref('returncheck', 'int_comparisons__figures') }}

),

previous_periods as (

    select * from {{ ref('returncheck', 'int_comparisons__previous_periods') }}

),

previous_years as (

    select * from {{ ref('returncheck', 'int_kept_previous_year_values') }}

),

comparators as (

    select 'previous_period' as comparator
    union all
    select 'previous_year' as comparator
    union all
    select 'target' as comparator

),

own_comparators as (

    select
        figures.*,
        comparators.comparator,
        case comparators.comparator
            when 'previous_period' then figures.period_type
            when 'previous_year'
                then coalesce(previous_years.period_type, figures.period_type)
        end as name_period_type,
        case comparators.comparator
            when 'previous_period' then previous_periods.previous_period_end
            when 'previous_year'
                then
                    coalesce(
                        previous_years.period_end,
                        {{ add_months('figures.period_end', -12) }}
                    )
        end as name_day,
        case comparators.comparator
            when 'previous_period' then previous_periods.previous_period_year
            when 'previous_year' then figures.return_year - 1
        end as year_compared_with,
        case comparators.comparator
            when 'previous_period' then previous_periods.previous_period_value
            when 'previous_year' then figures.previous_year_value
            else figures.target
        end as comparator_value
    from figures
    cross join comparators
    left join previous_periods
        on
            figures.return_id = previous_periods.return_id
            and figures.row_number = previous_periods.row_number
    left join previous_years
        on
            figures.source = previous_years.source
            and figures.la_code = previous_years.la_code
            and figures.indicator_id = previous_years.indicator_id
            and {{ add_days('figures.period_end', 1) }} = previous_years.next_day_after
    where
        (comparators.comparator = 'previous_year' and figures.is_annual)
        or (comparators.comparator = 'target' and figures.target is not null)
        or (
            comparators.comparator = 'previous_period'
            and previous_periods.previous_period_end is not null
        )

),

own_comparisons as (

    select
        source,
        return_id,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        value,
        completeness,
        polarity,
        comparator,
        case
            when comparator = 'target' then 'name_own_target'
            when name_day is null then 'name_year_before'
            when
                name_period_type
                in ('month', 'snapshot', 'quarter', 'rolling_12_months', 'year')
                then 'period_' || name_period_type
            else 'period_other'
        end as name_code,
        cast(null as string) as name_text,
        cast(null as integer) as name_year,
        name_day,
        year_compared_with as comparator_year,
        comparator_value,
        cast(null as integer) as authorities_with_value,
        case when comparator_value is null then 'no_figure_before' end as reason
    from own_comparators

)

select * from own_comparisons
