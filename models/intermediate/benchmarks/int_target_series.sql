-- One row per latest statement of a loaded figure, after the one before.
with

target_status as (

    select * from {{ ref('returncheck', 'int_target_status') }}

),

latest_figures as (

    select
        *,
        coalesce(rag in ('amber', 'red'), false) as is_off_target,
        row_number() over (
            partition by source, la_code, indicator_id, period_type
            order by
                period_end nulls first,
                period_start nulls first,
                return_id,
                row_number nulls first
        ) as place
    from target_status
    where is_latest

),

figures_in_order as (

    select
        figures.*,
        earlier.period_start as previous_period_start,
        earlier.period_end as previous_period_end,
        earlier.value as previous_period_value,
        earlier.completeness as previous_completeness,
        earlier.is_off_target as was_off_target
    from latest_figures as figures
    left join latest_figures as earlier
        on
            figures.source = earlier.source
            and figures.la_code is not distinct from earlier.la_code
            and figures.indicator_id is not distinct from earlier.indicator_id
            and figures.period_type = earlier.period_type
            and figures.place = earlier.place + 1

),

-- A period that is missing in between breaks the series.
linked_figures as (

    select
        *,
        coalesce(
            case
                when period_type = 'year_to_date'
                    then
                        previous_period_start = period_start
                        and previous_period_end < period_end
                when period_type in ('rolling_12_months', 'snapshot')
                    then
                        previous_period_end < period_end
                        and previous_period_end
                        >= {{ add_months('period_end', -12) }}
                else {{ add_days('previous_period_end', 1) }} = period_start
            end,
            false
        ) as follows
    from figures_in_order

),

-- Counts of a growing or an uneven period do not stand beside each other.
changes as (

    select
        *,
        case
            when
                follows
                and coalesce(completeness, 'complete') <> 'lower_bound'
                and coalesce(previous_completeness, 'complete') <> 'lower_bound'
                and not (
                    {{ grows_with_period('unit') }}
                    and period_type in ('year_to_date', 'period')
                )
                then {{ rounded('value - previous_period_value', 9) }}
        end as change_on_previous_period
    from linked_figures

),

period_changes as (

    select
        la_code,
        indicator_id,
        return_year,
        source,
        return_id,
        row_number,
        period_type,
        period_end,
        place,
        is_off_target,
        case when follows then previous_period_start end as previous_period_start,
        case when follows then previous_period_end end as previous_period_end,
        case when follows then previous_period_value end as previous_period_value,
        change_on_previous_period,
        case
            when change_on_previous_period = 0 then null
            when polarity = 'higher' then change_on_previous_period > 0
            when polarity = 'lower' then change_on_previous_period < 0
        end as is_change_better,
        coalesce(follows and was_off_target, false) as was_off_target
    from changes

)

select * from period_changes
