-- One row per breakdown of a total for one area and period of a report: what its parts
-- add to. A part that prints its share alone counts that share of the total.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

indicator_parts as (

    select * from {{ ref('returncheck', 'int_known_indicator_parts') }}

),

printed_counts as (

    select * from {{ ref('returncheck', 'int_printed_counts') }}

),

breakdowns as (

    select
        total_id,
        breakdown,
        is_whole,
        count(*) as part_count
    from indicator_parts
    where breakdown is not null
    group by total_id, breakdown, is_whole

),

parts as (

    select
        figures.*,
        indicator_parts.total_id,
        indicator_parts.breakdown,
        case when figures.unit = 'count' then figures.value_printed end
            as count_printed
    from stated_figures as figures
    inner join indicator_parts
        on
            figures.indicator_id = indicator_parts.indicator_id
            and indicator_parts.breakdown is not null
    where figures.period_end is not null
    qualify
        row_number() over (
            partition by
                figures.return_id,
                figures.table_name,
                figures.area_code,
                figures.indicator_id,
                figures.period_start,
                figures.period_end
            order by figures.row_number desc
        ) = 1

),

counted_parts as (

    select
        parts.*,
        totals.row_number as total_row_number,
        coalesce(totals.printed_count, parts.denominator) as total_count,
        coalesce(parts.numerator, parts.count_printed) as exact_count,
        coalesce(
            parts.numerator,
            parts.count_printed,
            parts.value_printed * coalesce(totals.printed_count, parts.denominator)
            / 100
        ) as amount,
        case
            when coalesce(parts.numerator, parts.count_printed) is null
                then
                    {{ rounding_tolerance('parts.value_decimals') }}
                    * coalesce(totals.printed_count, parts.denominator) / 100
            else 0.0
        end as amount_tolerance
    from parts
    left join printed_counts as totals
        on
            parts.return_id = totals.return_id
            and parts.table_name = totals.table_name
            and parts.area_code = totals.area_code
            and parts.total_id = totals.indicator_id
            and parts.period_end = totals.period_end
            and parts.period_start is not distinct from totals.period_start

),

breakdown_sums as (

    select
        parts.return_id,
        parts.table_name,
        parts.area_code,
        parts.total_id,
        parts.period_start,
        parts.period_end,
        breakdowns.breakdown,
        max(parts.total_row_number) as total_row_number,
        max(parts.total_count) as total_count,
        count(parts.amount) as parts_printed,
        breakdowns.part_count,
        breakdowns.is_whole,
        -- Rounded, for the last digit of a sum hangs on the order of its rows.
        {{ rounded('sum(parts.amount)', 6) }} as parts_sum,
        {{ rounded('sum(parts.amount_tolerance)', 9) }} as tolerance
    from counted_parts as parts
    inner join breakdowns
        on
            parts.total_id = breakdowns.total_id
            and parts.breakdown = breakdowns.breakdown
    group by
        parts.return_id,
        parts.table_name,
        parts.area_code,
        parts.total_id,
        parts.period_start,
        parts.period_end,
        breakdowns.breakdown,
        breakdowns.part_count,
        breakdowns.is_whole
    having count(parts.amount) > 0

)

select * from breakdown_sums
