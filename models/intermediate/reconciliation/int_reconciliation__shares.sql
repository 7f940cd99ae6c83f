-- One row per share that others of its report leave no room for. Others have no row.
with

share_conflicts as (

    select * from {{ ref('returncheck', 'int_share_conflicts') }}

),

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

told_conflicts as (

    select *
    from share_conflicts
    qualify
        row_number() over (
            partition by return_id, table_name, row_number, comparison
            order by
                status asc,
                abs(stated_value - expected_value) desc,
                told_count asc nulls last
        ) = 1

),

share_comparisons as (

    select
        conflicts.return_id,
        conflicts.table_name,
        conflicts.row_number,
        figures.la_code,
        figures.indicator_id,
        figures.return_year,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        conflicts.comparison,
        conflicts.stated_value,
        conflicts.expected_value,
        conflicts.tolerance,
        conflicts.status,
        conflicts.reason_code,
        {{ reason_columns(
            remark_code='conflicts.remark_code',
            count_1='conflicts.told_count',
            text_1='conflicts.other_title'
        ) }}
    from told_conflicts as conflicts
    inner join stated_figures as figures
        on
            conflicts.return_id = figures.return_id
            and conflicts.table_name = figures.table_name
            and conflicts.row_number = figures.row_number

)

select * from share_comparisons
