-- One row per total and per part of a breakdown that a report prints: what the parts
-- add to against the total. A contradiction is told of at the total, where it is
-- printed; a total with several breakdowns has one row, of the worst.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

indicator_parts as (

    select * from {{ ref('returncheck', 'int_known_indicator_parts') }}

),

breakdown_sums as (

    select * from {{ ref('returncheck', 'int_breakdown_sums') }}

),

judged_sums as (

    select
        *,
        case
            when total_count is null then 'untestable'
            when abs(parts_sum - total_count) <= tolerance then 'agrees'
            when parts_sum > total_count + tolerance then 'disagrees'
            when is_whole and parts_printed = part_count then 'disagrees'
            else 'untestable'
        end as sum_status
    from breakdown_sums

),

members as (

    select
        indicator_id,
        total_id,
        breakdown,
        'part_in_total' as comparison
    from indicator_parts
    where breakdown is not null
    union all
    select distinct
        total_id as indicator_id,
        total_id,
        breakdown,
        'parts_against_total' as comparison
    from indicator_parts
    where breakdown is not null

),

sums_of_figures as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        figures.la_code,
        figures.indicator_id,
        figures.return_year,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        members.comparison,
        sums.total_count as stated_value,
        sums.parts_sum as expected_value,
        sums.tolerance,
        sums.sum_status,
        sums.total_row_number,
        sums.parts_printed,
        sums.part_count,
        sums.breakdown,
        sums.is_whole,
        members.comparison = 'part_in_total'
        and sums.sum_status = 'disagrees'
        and sums.total_row_number is not null as is_told_at_total
    from stated_figures as figures
    inner join members
        on figures.indicator_id = members.indicator_id
    inner join judged_sums as sums
        on
            figures.return_id = sums.return_id
            and figures.table_name = sums.table_name
            and figures.area_code = sums.area_code
            and members.total_id = sums.total_id
            and members.breakdown = sums.breakdown
            and figures.period_end = sums.period_end
            and figures.period_start is not distinct from sums.period_start

),

-- Of several breakdowns of a total the one that says most is told of.
telling_sums as (

    select *
    from sums_of_figures
    where true
    qualify
        row_number() over (
            partition by return_id, table_name, row_number, comparison
            order by
                case sum_status
                    when 'disagrees' then 1
                    when 'agrees' then 2
                    else 3
                end nulls last,
                breakdown nulls last
        ) = 1

),

breakdown_comparisons as (

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
        comparison,
        stated_value,
        expected_value,
        tolerance,
        case when is_told_at_total then 'untestable' else sum_status end as status,
        case
            when stated_value is null then 'total_not_printed'
            when is_told_at_total then 'parts_do_not_add'
            else 'parts_printed'
        end as reason_code,
        {{ reason_columns(
            qualifier_code="case when stated_value is not null"
            " and not is_told_at_total and not is_whole"
            " then 'parts_may_be_more' end",
            count_1='case when is_told_at_total then total_row_number'
            ' else parts_printed end',
            count_2='part_count',
            text_1='breakdown'
        ) }}
    from telling_sums

)

select * from breakdown_comparisons
