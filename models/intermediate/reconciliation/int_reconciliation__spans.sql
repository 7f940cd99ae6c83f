-- One row per figure that another of its report contradicts: of the same period, or of
-- one within the other. Others have no row. Of the two the one that fewer statements
-- bear out is contradicted; where neither is ahead, both are.
with

span_conflicts as (

    select * from {{ ref('returncheck', 'int_span_conflicts') }}

),

-- In how many sums of other periods a count fits.
fits as (

    select
        return_id,
        table_name,
        row_number,
        max(fit_count) as fit_count
    from {{ ref('returncheck', 'int_span_sums') }}
    group by return_id, table_name, row_number

),

weighed_conflicts as (

    select
        figures.*,
        others.conflict_count as other_conflict_count,
        case
            when figures.is_any_assumed then 'untestable'
            when figures.support > figures.other_support then 'untestable'
            when figures.support < figures.other_support then 'disagrees'
            when figures.support = 3 then 'in_question'
            when figures.conflict_count < others.conflict_count then 'untestable'
            when
                figures.conflict_count = others.conflict_count
                and coalesce(fits.fit_count, 0) > coalesce(other_fits.fit_count, 0)
                then 'untestable'
            else 'disagrees'
        end as status
    from span_conflicts as figures
    inner join span_conflicts as others
        on
            figures.return_id = others.return_id
            and figures.table_name = others.table_name
            and figures.row_number = others.other_row_number
            and figures.other_row_number = others.row_number
            and figures.comparison = others.comparison
    left join fits
        on
            figures.return_id = fits.return_id
            and figures.table_name = fits.table_name
            and figures.row_number = fits.row_number
    left join fits as other_fits
        on
            figures.return_id = other_fits.return_id
            and figures.table_name = other_fits.table_name
            and figures.other_row_number = other_fits.row_number

),

told_conflicts as (

    select *
    from weighed_conflicts
    qualify
        row_number() over (
            partition by return_id, table_name, row_number, comparison
            order by
                case status
                    when 'disagrees' then 1
                    when 'in_question' then 2
                    else 3
                end asc,
                other_support desc,
                abs(value_stated - other_value) desc,
                other_row_number asc nulls last
        ) = 1

),

span_comparisons as (

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
        value_stated as stated_value,
        other_value as expected_value,
        rounding + other_rounding as tolerance,
        status,
        case
            when is_same_span then 'same_period_in_row'
            when holds_other then 'holds_period_in_row'
            else 'lies_in_period_in_row'
        end as reason_code,
        {{ reason_columns(
            remark_code="case when is_any_assumed then 'but_a_period_assumed'"
            " when status = 'untestable' then 'other_is_in_question' end",
            count_1='other_row_number',
            text_1="replace(other_period_type, '_', ' ')"
        ) }}
    from told_conflicts

)

select * from span_comparisons
