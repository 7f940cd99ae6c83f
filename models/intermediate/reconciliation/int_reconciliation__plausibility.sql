-- One row per figure of another period than the published year, or of one that is
-- only assumed to be the same, beside that year: it is plausible or not, never
-- confirmed. The limits follow from what is published; beside a year that is not its
-- own only a count far beyond them disagrees.
with

nearest_published_years as (

    select * from {{ ref('int_nearest_published_years') }}

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
                        / 10000.0 / denominator
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
        end as tolerance,
        published_year <> coalesce(return_year, published_year) as is_of_another_year
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
        concat(
            'published for the year ending in ',
            published_year,
            case
                when share_of_year < 1 or share_of_year > 1
                    then ', taken for the length of the period'
            end,
            case
                when status = 'plausible' then ''
                when status = 'untestable'
                    then '; far from it, but the figure is of ' || return_year
                when is_ratio
                    then
                        '; beyond 98 in 100 authorities and beyond chance: another '
                        || 'definition or another unit may be meant'
                else '; more than half off and beyond chance'
            end
        ) as reason
    from judged_figures

)

select * from plausibility_comparisons
