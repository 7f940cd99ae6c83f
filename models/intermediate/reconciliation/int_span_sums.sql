-- One row per count of a period and per each of the two that make it up, where all
-- three stand in one report: what the other two give for it, and whether they fit.
with

dated_statements as (

    select *
    from {{ ref('returncheck', 'int_dated_statements') }}
    where unit = 'count' and is_of_span and period_start is not null

),

-- Months that add to their period, and quarters that do, are added up elsewhere.
sums as (

    select
        wholes.return_id,
        wholes.table_name,
        wholes.row_number as whole_row,
        firsts.row_number as first_row,
        lasts.row_number as last_row,
        wholes.value_stated as whole_value,
        firsts.value_stated as first_value,
        lasts.value_stated as last_value,
        wholes.is_assumed or firsts.is_assumed or lasts.is_assumed as is_any_assumed,
        wholes.value_stated > firsts.value_stated + lasts.value_stated
        or (
            wholes.value_stated < firsts.value_stated + lasts.value_stated
            and not wholes.is_counted_once
        ) as is_misfit
    from dated_statements as wholes
    inner join dated_statements as firsts
        on
            wholes.return_id = firsts.return_id
            and wholes.table_name = firsts.table_name
            and wholes.area_code = firsts.area_code
            and wholes.indicator_id = firsts.indicator_id
            and wholes.definition = firsts.definition
            and wholes.period_start = firsts.period_start
            and wholes.period_end > firsts.period_end
    inner join dated_statements as lasts
        on
            firsts.return_id = lasts.return_id
            and firsts.table_name = lasts.table_name
            and firsts.area_code = lasts.area_code
            and firsts.indicator_id = lasts.indicator_id
            and firsts.definition = lasts.definition
            and firsts.day_after = lasts.period_start
            and wholes.period_end = lasts.period_end
    where
        not (
            firsts.period_type in ('month', 'quarter')
            and firsts.period_type = lasts.period_type
        )

),

roles as (

    select
        *,
        whole_row as row_number,
        'whole' as part_role,
        whole_value as value_stated,
        first_value + last_value as expected_value,
        first_row as other_row_1,
        last_row as other_row_2
    from sums
    union all
    select
        *,
        first_row as row_number,
        'first' as part_role,
        first_value as value_stated,
        whole_value - last_value as expected_value,
        whole_row as other_row_1,
        last_row as other_row_2
    from sums
    union all
    select
        *,
        last_row as row_number,
        'last' as part_role,
        last_value as value_stated,
        whole_value - first_value as expected_value,
        whole_row as other_row_1,
        first_row as other_row_2
    from sums

),

span_sums as (

    select
        *,
        sum(case when is_misfit then 1 else 0 end) over (
            partition by return_id, table_name, row_number
        ) as misfit_count,
        sum(case when is_misfit then 0 else 1 end) over (
            partition by return_id, table_name, row_number
        ) as fit_count
    from roles

)

select * from span_sums
