-- One row per share that is a hundredth of what a share of its kind is: 0.98 where 98 is
-- meant. Others have no row.
with

dated_statements as (

    select *
    from {{ ref('returncheck', 'int_dated_statements') }}
    where unit = 'percent'

),

nearest_published_years as (

    select * from {{ ref('returncheck', 'int_nearest_published_years') }}

),

other_figures as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        min(others.value_stated) as least_other,
        max(others.value_stated) as most_other
    from dated_statements as figures
    inner join dated_statements as others
        on
            figures.return_id = others.return_id
            and figures.table_name = others.table_name
            and figures.area_code = others.area_code
            and figures.indicator_id = others.indicator_id
            and figures.row_number <> others.row_number
            and others.value_stated > 1
    group by figures.return_id, figures.table_name, figures.row_number

),

-- What no authority published is not meant where a hundred times as much is what one
-- did, nor what is far from the other figures of the report or from its target.
hundredths as (

    select
        figures.*,
        100 * figures.value_stated as times_100,
        figures.definition = 'national'
        and figures.most_value < years.least_value
        and 100 * figures.value_stated
        between years.least_value and years.most_value as is_beside_published,
        100 * figures.value_stated
        between 0.5 * others.least_other and 1.5 * others.most_other
        and others.least_other > 10 * figures.value_stated as is_beside_others,
        100 * figures.value_stated
        between 0.5 * figures.target and 1.5 * figures.target
        and figures.target > 10 as is_beside_target
    from dated_statements as figures
    left join nearest_published_years as years
        on
            figures.return_id = years.return_id
            and figures.table_name = years.table_name
            and figures.row_number = years.row_number
    left join other_figures as others
        on
            figures.return_id = others.return_id
            and figures.table_name = others.table_name
            and figures.row_number = others.row_number
    where
        figures.value_stated > 0
        and figures.value_stated <= 1
        and figures.rounding < 0.4
        and figures.is_printed

),

scale_comparisons as (

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
        'value_scale' as comparison,
        value_stated as stated_value,
        times_100 as expected_value,
        100 * rounding as tolerance,
        case when is_assumed then 'untestable' else 'disagrees' end as status,
        case
            when is_beside_published then 'hundredth_of_published'
            when is_beside_others then 'hundredth_of_others'
            else 'hundredth_of_target'
        end as reason_code,
        {{ reason_columns(
            remark_code="case when is_assumed then 'but_period_assumed' end"
        ) }}
    from hundredths
    where
        support < 2
        and (
            coalesce(is_beside_published, false)
            or coalesce(is_beside_others, false)
            or coalesce(is_beside_target, false)
        )

)

select * from scale_comparisons
