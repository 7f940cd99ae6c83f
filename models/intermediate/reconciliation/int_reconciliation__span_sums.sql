-- One row per count of a period that does not fit the two that make it up, or with one
-- of them its whole: a year to date less the one before against its month. Others have
-- no row. Of the three the one that least bears out is contradicted.
with

span_sums as (

    select *
    from {{ ref('returncheck', 'int_span_sums') }}
    where is_misfit

),

dated_statements as (

    select * from {{ ref('returncheck', 'int_dated_statements') }}

),

contradicted_spans as (

    select distinct
        return_id,
        table_name,
        row_number
    from {{ ref('returncheck', 'int_reconciliation__spans') }}
    where status = 'disagrees'

),

supported_sums as (

    select
        sums.*,
        figures.la_code,
        figures.indicator_id,
        figures.return_year,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        1000000.0 * figures.support
        + 1000.0 * sums.fit_count
        - sums.misfit_count
        - case when contradicted.row_number is null then 0 else 100 end as weight
    from span_sums as sums
    inner join dated_statements as figures
        on
            sums.return_id = figures.return_id
            and sums.table_name = figures.table_name
            and sums.row_number = figures.row_number
    left join contradicted_spans as contradicted
        on
            sums.return_id = contradicted.return_id
            and sums.table_name = contradicted.table_name
            and sums.row_number = contradicted.row_number

),

least_weights as (

    select
        *,
        min(weight) over (
            partition by return_id, table_name, whole_row, first_row, last_row
        ) as least_weight
    from supported_sums

),

counted_weights as (

    select
        *,
        sum(case when weight = least_weight then 1 else 0 end) over (
            partition by return_id, table_name, whole_row, first_row, last_row
        ) as least_count
    from least_weights

),

judged_sums as (

    select
        *,
        case
            when is_any_assumed then 'untestable'
            when weight > least_weight then 'untestable'
            when least_count = 1 or part_role = 'whole' then 'disagrees'
            else 'in_question'
        end as status
    from counted_weights

),

told_sums as (

    select *
    from judged_sums
    qualify
        row_number() over (
            partition by return_id, table_name, row_number
            order by
                case status
                    when 'disagrees' then 1
                    when 'in_question' then 2
                    else 3
                end asc,
                other_row_1 asc nulls last,
                other_row_2 asc nulls last
        ) = 1

),

sum_comparisons as (

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
        'spans_together' as comparison,
        value_stated as stated_value,
        expected_value,
        0.0 as tolerance,
        status,
        case part_role
            when 'whole' then 'two_rows_add_to'
            else 'row_less_row_leaves'
        end as reason_code,
        {{ reason_columns(
            remark_code="case when is_any_assumed then 'but_a_period_assumed'"
            " when status = 'untestable' then 'another_is_in_question'"
            " when status = 'in_question' then 'which_is_not_known' end",
            count_1='other_row_1',
            count_2='other_row_2'
        ) }}
    from told_sums

)

select * from sum_comparisons
