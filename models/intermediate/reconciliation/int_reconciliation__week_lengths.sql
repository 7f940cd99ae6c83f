-- One row per figure of a week that is not seven days long, or of a day that is not
-- one. Others have no row.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

measured_figures as (

    select
        *,
        {{ days_between('period_start', 'period_end') }} + 1 as days_covered,
        case period_type when 'week' then 7 else 1 end as days_due
    from stated_figures
    where period_type in ('week', 'day') and period_start <= period_end

),

length_comparisons as (

    select
        return_id,
        table_name,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        'week_length' as comparison,
        coalesce(value_printed, value_of_parts) as stated_value,
        cast(null as double) as expected_value,
        cast(null as double) as tolerance,
        'disagrees' as status,
        case period_type
            when 'week' then 'week_not_seven_days' else 'day_of_several_days'
        end as reason_code,
        {{ reason_columns(count_1='days_covered', day_1='period_end') }}
    from measured_figures
    where days_covered <> days_due

)

select * from length_comparisons
