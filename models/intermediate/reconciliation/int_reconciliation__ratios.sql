-- One row per share whose count above the line or below it stands elsewhere in the
-- report: 300 referrals of 1,000 contacts are no 45 %. A count above the line may also
-- be the sum of the counts that make it up.
with

dated_statements as (

    select * from {{ ref('returncheck', 'int_dated_statements') }}

),

indicator_parts as (

    select * from {{ ref('returncheck', 'rc_indicator_parts') }}

),

count_links as (

    select *
    from {{ ref('returncheck', 'rc_count_links') }}
    where
        link = 'within'
        and part = 'numerator'
        and of_part = 'numerator'
        and is_whole

),

printed_counts as (

    select * from {{ ref('returncheck', 'int_printed_counts') }}

),

parts_of_numerators as (

    select
        *,
        count(*) over (partition by of_id) as parts_needed
    from count_links

),

summed_numerators as (

    select
        counts.return_id,
        counts.table_name,
        counts.area_code,
        links.of_id as indicator_id,
        counts.period_start,
        counts.period_end,
        sum(counts.printed_count) as numerator_sum
    from printed_counts as counts
    inner join parts_of_numerators as links
        on counts.indicator_id = links.indicator_id
    group by
        counts.return_id,
        counts.table_name,
        counts.area_code,
        links.of_id,
        links.parts_needed,
        counts.period_start,
        counts.period_end
    having count(*) = links.parts_needed

),

shares as (

    select
        figures.*,
        numerators.printed_count as printed_numerator,
        denominators.printed_count as printed_denominator,
        sums.numerator_sum
    from dated_statements as figures
    left join indicator_parts as above
        on
            figures.indicator_id = above.indicator_id
            and above.part = 'numerator'
    left join indicator_parts as below
        on
            figures.indicator_id = below.indicator_id
            and below.part = 'denominator'
    left join printed_counts as numerators
        on
            figures.return_id = numerators.return_id
            and figures.table_name = numerators.table_name
            and figures.area_code = numerators.area_code
            and above.total_id = numerators.indicator_id
            and figures.period_end = numerators.period_end
            and figures.period_start is not distinct from numerators.period_start
    left join printed_counts as denominators
        on
            figures.return_id = denominators.return_id
            and figures.table_name = denominators.table_name
            and figures.area_code = denominators.area_code
            and below.total_id = denominators.indicator_id
            and figures.period_end = denominators.period_end
            and figures.period_start is not distinct from denominators.period_start
    left join summed_numerators as sums
        on
            figures.return_id = sums.return_id
            and figures.table_name = sums.table_name
            and figures.area_code = sums.area_code
            and figures.indicator_id = sums.indicator_id
            and figures.period_end = sums.period_end
            and figures.period_start is not distinct from sums.period_start
    where figures.unit = 'percent' and figures.definition = 'national'

),

-- With both parts in its own row a share is held against those.
expected_shares as (

    select
        *,
        coalesce(numerator_sum, numerator, printed_numerator) as count_above,
        coalesce(denominator, printed_denominator) as count_below,
        100
        * coalesce(numerator_sum, numerator, printed_numerator)
        / nullif(coalesce(denominator, printed_denominator), 0) as expected_value
    from shares
    where
        numerator_sum is not null
        or (
            (numerator is null or denominator is null)
            and (numerator is not null or printed_numerator is not null)
        )

),

ratio_comparisons as (

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
        'ratio_of_counts' as comparison,
        value_stated as stated_value,
        expected_value,
        rounding as tolerance,
        case
            when abs(value_stated - expected_value) <= rounding then 'agrees'
            when is_assumed or support = 3 then 'untestable'
            else 'disagrees'
        end as status,
        'so_many_of_so_many' as reason_code,
        {{ reason_columns(
            remark_code='case when abs(value_stated - expected_value) <= rounding'
            " then null when is_assumed then 'but_period_assumed'"
            " when support = 3 then 'counts_are_in_question' end",
            number_1='count_above',
            number_2='count_below'
        ) }}
    from expected_shares
    where expected_value is not null

)

select * from ratio_comparisons
