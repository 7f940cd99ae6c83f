-- One row per count printed beside a share of a whole published year that is far from
-- the published count behind that share. Others have no row.
with

stated_figures as (

    select *
    from {{ ref('returncheck', 'int_stated_figures') }}
    where
        unit = 'percent'
        and coalesce(definition, 'national') = 'national'

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

printed_parts as (

    select
        figures.*,
        published_values.numerator as published_numerator,
        published_values.denominator as published_denominator
    from stated_figures as figures
    inner join published_values
        on
            figures.indicator_id = published_values.indicator_id
            and figures.area_code = published_values.area_code
            and figures.return_year = published_values.return_year
            and figures.period_start = published_values.period_start
            and figures.period_end = published_values.period_end

),

printed_counts as (

    select
        *,
        'numerator_as_published' as comparison,
        numerator as stated_value,
        published_numerator as expected_value
    from printed_parts
    union all
    select
        *,
        'denominator_as_published' as comparison,
        denominator as stated_value,
        published_denominator as expected_value
    from printed_parts

),

-- Published counts may be rounded to tens, and a council's own run of the same year
-- differs a little.
toleranced_counts as (

    select
        *,
        greatest(10.0, 0.1 * expected_value) as tolerance
    from printed_counts
    where stated_value is not null and expected_value is not null

),

count_comparisons as (

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
        expected_value,
        tolerance,
        case when period_basis = 'assumed' then 'untestable' else 'disagrees' end
            as status,
        case when period_basis = 'assumed' then 'period_assumed' end as reason_code,
        {{ reason_columns() }}
    from toleranced_counts
    where abs(stated_value - expected_value) > tolerance

)

select * from count_comparisons
