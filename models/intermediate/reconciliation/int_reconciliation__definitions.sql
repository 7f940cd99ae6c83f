-- One row per figure that is not of the national definition: by its year, by the
-- wording of its note, or by its size. A figure without such a sign has no row.
with

stated_figures as (

    select * from {{ ref('int_stated_figures') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

definition_wordings as (

    select * from {{ ref('definition_wordings') }}

),

nearest_published_years as (

    select * from {{ ref('int_nearest_published_years') }}

),

of_other_years as (

    select
        figures.*,
        'definition_years' as comparison,
        cast(null as double) as expected_value,
        cast(null as double) as tolerance,
        case
            when figures.return_year < indicators.first_year
                then concat('the definition holds from ', indicators.first_year)
            else concat('the definition held until ', indicators.last_year)
        end || concat(', and the figure is of ', figures.return_year) as reason
    from stated_figures as figures
    inner join indicators
        on figures.indicator_id = indicators.indicator_id
    where
        figures.return_year < indicators.first_year
        or figures.return_year > indicators.last_year

),

of_other_wording as (

    select
        figures.*,
        'definition_wording' as comparison,
        cast(null as double) as expected_value,
        cast(null as double) as tolerance,
        concat('the note says «', wordings.wording, '»: ', wordings.says) as reason
    from stated_figures as figures
    inner join definition_wordings as wordings
        on
            lower(figures.note) like '%' || wordings.wording || '%'
            and (
                wordings.indicator_id is null
                or figures.indicator_id = wordings.indicator_id
            )
            and (wordings.unit_not is null or figures.unit <> wordings.unit_not)
    where true
    qualify
        row_number() over (
            partition by figures.return_id, figures.table_name, figures.row_number
            order by wordings.wording
        ) = 1

),

-- Only a ratio has a size that does not depend on how large an authority is.
of_other_size as (

    select
        figures.*,
        'definition_size' as comparison,
        years.expected_value,
        {{ rounding_tolerance('coalesce(figures.value_decimals, 9)') }} + case
            when years.stated_value < years.least_value
                then years.expected_value - years.least_value
            else years.most_value - years.expected_value
        end as tolerance,
        concat(
            'no authority published such a value for ', years.published_year, ' (',
            round(years.least_value, 1), ' to ', round(years.most_value, 1),
            '): another definition or another unit may be meant'
        ) as reason
    from nearest_published_years as years
    inner join stated_figures as figures
        on
            years.return_id = figures.return_id
            and years.table_name = figures.table_name
            and years.row_number = figures.row_number
    where
        years.is_same_period
        and years.is_ratio
        and (
            years.stated_value + {{ rounding_tolerance(
                'coalesce(figures.value_decimals, 9)'
            ) }} < years.least_value
            or years.stated_value - {{ rounding_tolerance(
                'coalesce(figures.value_decimals, 9)'
            ) }} > years.most_value
        )

),

all_signs as (

    select * from of_other_years
    union all
    select * from of_other_wording
    union all
    select * from of_other_size

),

definition_comparisons as (

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
        coalesce(value_printed, value_of_parts) as stated_value,
        expected_value,
        tolerance,
        'disagrees' as status,
        reason
    from all_signs

)

select * from definition_comparisons
