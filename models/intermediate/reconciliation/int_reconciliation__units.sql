-- One row per figure or target that its unit does not allow. Others have no row.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

-- A published 0 is of an authority with next to nobody, and bounds nothing.
published_ranges as (

    select
        indicator_id,
        min(value) as least_value,
        max(value) as most_value
    from published_values
    where area_type = 'authority' and value > 0
    group by indicator_id

),

stated_values as (

    select
        *,
        coalesce(value_printed, value_of_parts) as value_stated
    from stated_figures

),

values_of_wrong_unit as (

    select
        *,
        'value_unit' as comparison,
        value_stated as stated_value,
        case when value_stated < 0 then 0.0 else 100.0 end as expected_value,
        case
            when value_stated < 0 then 'figure_below_zero'
            when unit = 'percent' then 'percentage_over_100'
            else 'count_not_whole'
        end as reason_code
    from stated_values
    where
        (value_stated < 0 and unit is distinct from 'score')
        or (unit = 'percent' and value_stated > 100)
        or (unit = 'count' and value_stated <> floor(value_stated))

),

-- Ten times as much as the figure, or a tenth, and outside all that is published, is no
-- ambition but another unit. Beside a target of 95 a share of 0.98 is the one that is
-- of another scale.
targets_of_wrong_unit as (

    select
        figures.*,
        'target_unit' as comparison,
        figures.target as stated_value,
        figures.value_stated as expected_value,
        case
            when figures.target < 0 then 'target_below_zero'
            when figures.unit = 'percent' and figures.target > 100
                then 'target_over_100'
            else 'target_of_other_scale'
        end as reason_code
    from stated_values as figures
    left join published_ranges
        on figures.indicator_id = published_ranges.indicator_id
    inner join indicators
        on figures.indicator_id = indicators.indicator_id
    where
        (figures.target < 0 and figures.unit is distinct from 'score')
        or (figures.unit = 'percent' and figures.target > 100)
        or (
            figures.unit <> 'count'
            and not (
                figures.unit = 'percent'
                and figures.value_stated <= 1
                and 100 * figures.value_stated
                between 0.5 * figures.target and 1.5 * figures.target
            )
            and figures.value_stated > 0
            and figures.target > 0
            and (
                figures.target >= 10 * figures.value_stated
                or figures.target <= figures.value_stated / 10
            )
            and (
                published_ranges.most_value is null
                or figures.target
                not between published_ranges.least_value
                and published_ranges.most_value
            )
        )

),

all_wrong_units as (

    select * from values_of_wrong_unit
    union all
    select * from targets_of_wrong_unit

),

unit_comparisons as (

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
        stated_value,
        case
            when unit = 'count' and stated_value >= 0 then round(stated_value)
            else expected_value
        end as expected_value,
        0.0 as tolerance,
        'disagrees' as status,
        reason_code,
        {{ reason_columns() }}
    from all_wrong_units

)

select * from unit_comparisons
