-- One row per numerator or denominator whose count stands elsewhere in the same
-- report. Where it is the published count and the other is not, the other is wrong.
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

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

figures_with_parts as (

    select
        figures.*,
        indicator_parts.part,
        indicator_parts.total_id,
        case indicator_parts.part
            when 'numerator' then figures.numerator
            else figures.denominator
        end as part_count
    from stated_figures as figures
    inner join indicator_parts
        on figures.indicator_id = indicator_parts.indicator_id

),

total_comparisons as (

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
        figures.part || '_against_total' as comparison,
        figures.part_count as stated_value,
        totals.printed_count as expected_value,
        0.0 as tolerance,
        case
            when figures.part_count = totals.printed_count then 'agrees'
            when figures.part_count = published_values.value then 'untestable'
            else 'disagrees'
        end as status,
        case
            when
                figures.part_count <> totals.printed_count
                and figures.part_count = published_values.value
                then 'total_in_question'
            else 'printed_elsewhere'
        end as reason_code,
        {{ reason_columns(
            text_1='indicators.title',
            count_1='totals.row_number',
            text_2='totals.table_name'
        ) }}
    from figures_with_parts as figures
    inner join printed_counts as totals
        on
            figures.return_id = totals.return_id
            and figures.table_name = totals.table_name
            and figures.area_code = totals.area_code
            and figures.total_id = totals.indicator_id
            and figures.period_end = totals.period_end
            and figures.period_start is not distinct from totals.period_start
    left join published_values
        on
            figures.total_id = published_values.indicator_id
            and figures.area_code = published_values.area_code
            and figures.return_year = published_values.return_year
            and figures.period_end = published_values.period_end
    left join indicators
        on figures.total_id = indicators.indicator_id
    where figures.part_count is not null

)

select * from total_comparisons
