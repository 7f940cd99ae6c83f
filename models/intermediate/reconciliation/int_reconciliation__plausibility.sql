-- One row per figure of another period than the published year, or of one that is
-- only assumed to be the same, beside that year: it is plausible or not, never
-- confirmed. The limits follow from what is published; beside a year that is not its
-- own only a count far beyond them disagrees.
with

nearest_published_years as (

    select * from {{ ref('returncheck', 'int_nearest_published_years') }}

),

figures_of_other_periods as (

    select
        *,
        {{ rounding_tolerance('coalesce(value_decimals, 9)') }} as rounding,
        case
            when unit = 'percent' and denominator > 0
                then
                    300.0 * sqrt(
                        greatest(expected_value * (100.0 - expected_value), 0)
                        / 10000 / denominator
                    )
            else 0.0
        end as chance
    from nearest_published_years
    where
        not is_same_period
        or (
            period_basis = 'assumed'
            and abs(stated_value - expected_value)
            > {{ rounding_tolerance('coalesce(value_decimals, 9)') }}
        )

),

-- Half as much again, and chance: three times the root of the number expected.
limits as (

    select
        *,
        rounding + case
            when not is_ratio then 0.5 * expected_value + 3.0 * sqrt(expected_value)
            when stated_value < expected_value
                then greatest(expected_value - low_value, chance)
            else greatest(high_value - expected_value, chance)
        end as tolerance
    from figures_of_other_periods

),

judged_figures as (

    select
        *,
        case
            when abs(stated_value - expected_value) <= tolerance then 'plausible'
            when
                is_of_another_year
                and (is_ratio or abs(stated_value - expected_value) <= 3 * tolerance)
                then 'untestable'
            else 'disagrees'
        end as status
    from limits

),

plausibility_comparisons as (

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
        'beside_published_year' as comparison,
        stated_value,
        expected_value,
        tolerance,
        status,
        'published_for_year' as reason_code,
        {{ reason_columns(
            qualifier_code="case when share_of_year < 1 or share_of_year > 1"
            " then 'taken_for_the_period' end",
            remark_code="case when status = 'plausible' then null"
            " when status = 'untestable' then 'far_from_another_year'"
            " when is_ratio then 'beyond_most_authorities'"
            " else 'more_than_half_off' end",
            count_1='published_year',
            count_2='return_year'
        ) }}
    from judged_figures

)

select * from plausibility_comparisons
