-- One row per total and per part of a breakdown that a report prints: what the parts
-- add to against the total. A contradiction is told of at the total, where it is
-- printed.
with

stated_figures as (

    select * from {{ ref('int_stated_figures') }}

),

indicator_parts as (

    select * from {{ ref('indicator_parts') }}

),

breakdown_sums as (

    select * from {{ ref('int_breakdown_sums') }}

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
        end as sum_status,
        concat(
            parts_printed, ' of ', part_count, ' parts printed (', breakdown, ')',
            case when not is_whole then ', which need not be all there are' end
        ) as sum_reason
    from breakdown_sums

),

members as (

    select
        indicator_id,
        total_id,
        'part_in_total' as comparison
    from indicator_parts
    where breakdown is not null
    union all
    select distinct
        total_id as indicator_id,
        total_id,
        'parts_against_total' as comparison
    from indicator_parts
    where breakdown is not null

),

breakdown_comparisons as (

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
        case
            when
                members.comparison = 'part_in_total'
                and sums.sum_status = 'disagrees'
                and sums.total_row_number is not null
                then 'untestable'
            else sums.sum_status
        end as status,
        case
            when sums.total_count is null then 'the total is not printed'
            when
                members.comparison = 'part_in_total'
                and sums.sum_status = 'disagrees'
                and sums.total_row_number is not null
                then concat(
                    'the parts do not add to the total in row ',
                    sums.total_row_number,
                    '; which of them differs is not known'
                )
            else sums.sum_reason
        end as reason
    from stated_figures as figures
    inner join members
        on figures.indicator_id = members.indicator_id
    inner join judged_sums as sums
        on
            figures.return_id = sums.return_id
            and figures.table_name = sums.table_name
            and figures.area_code = sums.area_code
            and members.total_id = sums.total_id
            and figures.period_end = sums.period_end
            and figures.period_start is not distinct from sums.period_start

)

select * from breakdown_comparisons
