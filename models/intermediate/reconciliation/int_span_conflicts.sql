-- One row per figure and other figure of its report, area and indicator that cannot be
-- right with it: of the same period with another value, or a count of a period within
-- the other's that is the larger one.
with

dated_statements as (

    select * from {{ ref('returncheck', 'int_dated_statements') }}

),

pairs as (

    select
        figures.*,
        others.row_number as other_row_number,
        others.period_type as other_period_type,
        others.months_covered as other_months_covered,
        others.value_stated as other_value,
        others.rounding as other_rounding,
        others.support as other_support,
        figures.is_assumed or others.is_assumed as is_any_assumed,
        figures.least_value > others.most_value as is_more,
        coalesce(
            figures.period_start = others.period_start,
            figures.period_start is null and others.period_start is null
        )
        and figures.period_end = others.period_end as is_same_span,
        coalesce(
            figures.is_of_span
            and figures.unit = 'count'
            and figures.period_start <= others.period_start
            and figures.period_end >= others.period_end,
            false
        ) as holds_other,
        coalesce(
            figures.is_of_span
            and figures.unit = 'count'
            and figures.period_start >= others.period_start
            and figures.period_end <= others.period_end,
            false
        ) as lies_in_other,
        coalesce(
            mod(
                abs(
                    (
                        extract(year from figures.period_start)
                        - extract(year from others.period_start)
                    ) * 12
                    + extract(month from figures.period_start)
                    - extract(month from others.period_start)
                ),
                3
            ) = 0,
            false
        ) as is_quarters_apart
    from dated_statements as figures
    inner join dated_statements as others
        on
            figures.return_id = others.return_id
            and figures.table_name = others.table_name
            and figures.area_code = others.area_code
            and figures.indicator_id = others.indicator_id
            and figures.definition = others.definition
            and figures.is_of_span = others.is_of_span
            and figures.row_number <> others.row_number
            and (
                figures.least_value > others.most_value
                or figures.most_value < others.least_value
            )

),

measured_pairs as (

    select
        *,
        case when holds_other then other_period_type else period_type end
            as type_of_shorter,
        case when holds_other then other_months_covered else months_covered end
            as months_of_shorter,
        case when holds_other then months_covered else other_months_covered end
            as months_of_longer
    from pairs
    where
        -- A team that stands twice is told of beside its whole.
        (is_same_span and not (table_name = 'Figures' and area_code <> la_code))
        or (not is_same_span and holds_other and not is_more)
        or (not is_same_span and lies_in_other and is_more)

),

-- Months beside their period, and quarters beside theirs, are added up elsewhere.
span_conflicts as (

    select
        *,
        case
            when is_same_span then 'printed_twice'
            else 'longer_against_shorter'
        end as comparison,
        count(*) over (
            partition by return_id, table_name, row_number
        ) as conflict_count
    from measured_pairs
    where
        is_same_span
        or not coalesce(
            (
                type_of_shorter = 'month'
                and months_of_shorter = 1
                and months_of_longer > 1
            )
            or (
                type_of_shorter = 'quarter'
                and months_of_shorter = 3
                and mod(months_of_longer, 3) = 0
                and is_quarters_apart
            ),
            false
        )

)

select * from span_conflicts
