-- One row per number at the end of a period that does not follow from the number at its
-- start and those who came and left between. Others have no row. The
-- published figures of an authority are at most one in twenty of those who came and
-- left apart; a report that is written soon after may be twice as far.
with

dated_statements as (

    select *
    from {{ ref('returncheck', 'int_dated_statements') }}
    where definition = 'national'

),

count_links as (

    select *
    from {{ ref('returncheck', 'rc_count_links') }}
    where link in ('comes_to', 'leaves') and of_part = 'numerator'

),

flows as (

    select
        figures.*,
        links.link,
        links.of_id as stock_id,
        case
            when links.part = 'denominator' then figures.denominator
            else coalesce(figures.numerator, figures.value_stated)
        end as flow
    from dated_statements as figures
    inner join count_links as links
        on figures.indicator_id = links.indicator_id
    where
        figures.is_of_span
        and case
            when links.part = 'denominator' then figures.denominator
            when figures.unit = 'count'
                then coalesce(figures.numerator, figures.value_stated)
            else figures.numerator
        end is not null

),

stocks as (

    select *
    from dated_statements
    where unit = 'count' and not is_of_span

),

balances as (

    select
        ends.*,
        starts.value_stated as value_before,
        comers.flow as came,
        leavers.flow as went,
        starts.row_number as before_row,
        starts.value_stated + comers.flow - leavers.flow as expected_value,
        5.0 + 0.1 * (comers.flow + leavers.flow) as allowance,
        ends.is_assumed
        or starts.is_assumed
        or comers.is_assumed
        or leavers.is_assumed as is_any_assumed,
        least(starts.support, comers.support, leavers.support) as least_other_support
    from stocks as ends
    inner join flows as comers
        on
            ends.return_id = comers.return_id
            and ends.table_name = comers.table_name
            and ends.area_code = comers.area_code
            and ends.indicator_id = comers.stock_id
            and ends.period_end = comers.period_end
            and comers.link = 'comes_to'
    inner join flows as leavers
        on
            comers.return_id = leavers.return_id
            and comers.table_name = leavers.table_name
            and comers.area_code = leavers.area_code
            and comers.stock_id = leavers.stock_id
            and comers.period_start = leavers.period_start
            and comers.period_end = leavers.period_end
            and leavers.link = 'leaves'
    inner join stocks as starts
        on
            ends.return_id = starts.return_id
            and ends.table_name = starts.table_name
            and ends.area_code = starts.area_code
            and ends.indicator_id = starts.indicator_id
            and {{ add_days('starts.period_end', 1) }} = comers.period_start
    where
        abs(
            ends.value_stated - (starts.value_stated + comers.flow - leavers.flow)
        ) > 5.0 + 0.1 * (comers.flow + leavers.flow)
    qualify
        row_number() over (
            partition by ends.return_id, ends.table_name, ends.row_number
            order by comers.period_start desc, starts.row_number desc
        ) = 1

),

stock_comparisons as (

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
        'stock_and_flow' as comparison,
        value_stated as stated_value,
        expected_value,
        allowance as tolerance,
        case
            when is_any_assumed then 'untestable'
            when support = 3 and least_other_support < 3 then 'untestable'
            when support = 3 then 'in_question'
            else 'disagrees'
        end as status,
        'start_and_flows' as reason_code,
        {{ reason_columns(
            remark_code="case when is_any_assumed then 'but_a_period_assumed'"
            " when support = 3 and least_other_support < 3"
            " then 'another_is_in_question' end",
            number_1='value_before',
            number_2='came',
            number_3='went',
            count_1='before_row'
        ) }}
    from balances

)

select * from stock_comparisons
