-- One row per figure that a report quotes about others, held against the published
-- one.
with

quoted_values as (

    select * from {{ ref('returncheck', 'int_quoted_values') }}

),

matches as (

    select * from {{ ref('returncheck', 'int_comparator_matches') }}

),

too_early as (

    select * from {{ ref('returncheck', 'int_comparators_too_early') }}

),

compared_values as (

    select
        quoted_values.*,
        matches.years_with_that_value,
        matches.later_years_with_that_value,
        matches.areas_with_that_value,
        coalesce(
            quoted_values.value_symbol,
            cast(quoted_values.value_low as string),
            cast(quoted_values.value_high as string)
        ) is not null as is_printed_otherwise,
        too_early.report_date,
        too_early.first_year,
        case
            when
                quoted_values.value is null or quoted_values.published_value is null
                then 'untestable'
            when
                abs(quoted_values.value - quoted_values.published_value)
                <= quoted_values.tolerance
                then 'agrees'
            when
                quoted_values.value
                between quoted_values.published_value * quoted_values.least_factor
                - quoted_values.tolerance
                and quoted_values.published_value * quoted_values.most_factor
                + quoted_values.tolerance
                then 'revised_since'
            when too_early.first_year is not null then 'untestable'
            when quoted_values.is_of_other_period then 'untestable'
            else 'disagrees'
        end as status
    from quoted_values
    left join matches
        on
            quoted_values.return_id = matches.return_id
            and quoted_values.row_number = matches.row_number
    left join too_early
        on
            quoted_values.return_id = too_early.return_id
            and quoted_values.row_number = too_early.row_number

),

explained_values as (

    select
        *,
        case
            when value is null and not is_printed_otherwise then 'no_value_printed'
            when comparator = 'statistical_neighbours' and published_value is null
                then 'neighbours_not_held'
            when not coalesce(is_published, false) then 'nothing_published'
            when published_value is null then 'nothing_published_for_area'
            when status in ('agrees', 'revised_since') then null
            when first_year is not null then 'report_too_early'
            when is_of_other_period and published_period_end is not null
                then 'of_year_ending'
            when is_of_other_period then 'of_whole_year'
            when comparator = 'statistical_neighbours' then 'mean_of_nearest_ten'
            when years_with_that_value is not null then 'published_for_other_years'
            when later_years_with_that_value is not null then 'published_later'
            when areas_with_that_value is not null then 'published_for_other_areas'
            else 'no_published_year_has_it'
        end as reason_code
    from compared_values

),

comparator_comparisons as (

    select
        return_id,
        'Comparators' as table_name,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        'comparator_against_published' as comparison,
        value as stated_value,
        published_value as expected_value,
        tolerance,
        status,
        reason_code,
        {{ reason_columns(
            count_1="case reason_code when 'report_too_early' then first_year"
            " else return_year end",
            day_1="case reason_code when 'report_too_early' then report_date"
            " else published_period_end end",
            text_1="case reason_code"
            " when 'nothing_published_for_area' then comparator_name"
            " when 'published_for_other_years' then years_with_that_value"
            " when 'published_later' then later_years_with_that_value"
            " when 'published_for_other_areas' then areas_with_that_value end"
        ) }}
    from explained_values
    -- Spans and symbols have comparisons of their own.
    where
        value is not null or not is_printed_otherwise or published_value is null

)

select * from comparator_comparisons
