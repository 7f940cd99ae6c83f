-- One row per total and per part of a breakdown that a report prints: what the parts
-- add to against the total. A contradiction is told of at the total, where it is
-- printed; a total with several breakdowns has one row, of the worst. A total that
-- agrees with the published figure is right, and its parts are in question: the one
-- that is not as published, where there is only one.
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

figures_as_published as (

    select * from {{ ref('returncheck', 'int_figures_as_published') }}

),

judged_sums as (

    select
        breakdown_sums.*,
        figures_as_published.row_number is not null as is_total_as_published,
        case
            when breakdown_sums.total_count is null then 'untestable'
            when
                abs(breakdown_sums.parts_sum - breakdown_sums.total_count)
                <= breakdown_sums.tolerance
                then 'agrees'
            when
                breakdown_sums.parts_sum
                > breakdown_sums.total_count + breakdown_sums.tolerance
                then 'disagrees'
            when
                breakdown_sums.is_whole
                and breakdown_sums.parts_printed = breakdown_sums.part_count
                then 'disagrees'
            else 'untestable'
        end as sum_status
    from breakdown_sums
    left join figures_as_published
        on
            breakdown_sums.return_id = figures_as_published.return_id
            and breakdown_sums.table_name = figures_as_published.table_name
            and breakdown_sums.total_row_number = figures_as_published.row_number

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
        sums.is_total_as_published,
        figures_as_published.row_number is not null as is_as_published,
        sum(
            case
                when
                    members.comparison = 'part_in_total'
                    and figures_as_published.row_number is null
                    then 1
                else 0
            end
        ) over (
            partition by
                figures.return_id,
                figures.table_name,
                figures.area_code,
                members.total_id,
                sums.period_start,
                sums.period_end,
                sums.breakdown
        ) as parts_not_as_published,
        sums.parts_printed,
        sums.part_count,
        sums.breakdown,
        sums.is_whole
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
    left join figures_as_published
        on
            figures.return_id = figures_as_published.return_id
            and figures.table_name = figures_as_published.table_name
            and figures.row_number = figures_as_published.row_number

),

-- Where total and parts all are as published, the release itself leaves some out.
settled_sums as (

    select
        *,
        case
            when
                sum_status = 'disagrees'
                and is_total_as_published
                and parts_not_as_published = 0
                then 'untestable'
            else sum_status
        end as settled_status
    from sums_of_figures

),

told_sums as (

    select
        *,
        comparison = 'part_in_total'
        and settled_status = 'disagrees'
        and total_row_number is not null as is_told_at_total
    from settled_sums

),

-- Shares that agree as rounded leave half a unit each for a count that does not.
judged_figures as (

    select
        *,
        is_total_as_published and settled_status = 'disagrees' as is_total_right,
        is_told_at_total
        and is_total_as_published
        and not is_as_published
        and parts_not_as_published = 1
        and abs(stated_value - expected_value)
        > tolerance + 0.005 * stated_value * (parts_printed - 1) as is_the_wrong_part
    from told_sums

),

-- Of several breakdowns of a total the one that says most is told of.
telling_sums as (

    select *
    from judged_figures
    where true
    qualify
        row_number() over (
            partition by return_id, table_name, row_number, comparison
            order by
                case settled_status
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
        case
            when is_the_wrong_part then 'disagrees'
            when is_told_at_total or is_total_right then 'untestable'
            else settled_status
        end as status,
        case
            when stated_value is null then 'total_not_printed'
            when is_the_wrong_part then 'parts_printed'
            when is_told_at_total and is_total_right
                then 'parts_do_not_add_to_published'
            when is_told_at_total then 'parts_do_not_add'
            when is_total_right then 'parts_in_question'
            else 'parts_printed'
        end as reason_code,
        {{ reason_columns(
            qualifier_code="case when is_the_wrong_part then 'only_this_part_differs'"
            " when stated_value is not null and not is_told_at_total"
            " and not is_total_right"
            " and (not is_whole or sum_status <> settled_status)"
            " then 'parts_may_be_more' end",
            count_1='case when is_told_at_total and not is_the_wrong_part'
            ' then total_row_number else parts_printed end',
            count_2='part_count',
            text_1='breakdown'
        ) }}
    from telling_sums

)

select * from breakdown_comparisons
