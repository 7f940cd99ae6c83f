-- One row per figure that a report quotes about others, held against the published
-- one.
with

quoted_values as (

    select * from {{ ref('returncheck', 'int_quoted_values') }}

),

matches as (

    select * from {{ ref('returncheck', 'int_comparator_matches') }}

),

judged_values as (

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
        quoted_values.is_named_not_out or quoted_values.year_kind = 'not_out'
            as is_not_out,
        quoted_values.year_named is null
        and coalesce(
            quoted_values.latest_possible_year < quoted_values.first_held_year,
            quoted_values.year_kind = 'not_out'
        ) as is_too_early,
        quoted_values.year_named is null
        and coalesce(
            quoted_values.latest_possible_year > quoted_values.last_held_year, false
        ) as is_beyond_held
    from quoted_values
    left join matches
        on
            quoted_values.return_id = matches.return_id
            and quoted_values.row_number = matches.row_number

),

-- A year that was not out when the report was written cannot have been quoted, whatever
-- the figure is called.
compared_values as (

    select
        *,
        case
            when match_kind = 'none' then 'untestable'
            when is_not_out and match_kind in ('equal', 'revised') then 'untestable'
            when match_kind = 'equal' then 'agrees'
            when match_kind = 'revised' then 'revised_since'
            when match_kind = 'drifted' then 'untestable'
            when is_too_early or is_beyond_held then 'untestable'
            when is_of_other_period then 'untestable'
            when not is_model_of_the_time then 'untestable'
            else 'disagrees'
        end as status
    from judged_values

),

explained_values as (

    select
        *,
        case
            when value is null and not is_printed_otherwise then 'no_value_printed'
            when not coalesce(is_published, false) then 'nothing_published'
            when is_too_early and match_kind = 'none' then 'report_too_early'
            when return_year > last_held_year then 'year_not_held'
            when published_value is null then 'nothing_published_for_area'
            when match_kind = 'drifted' then 'estimates_rebased_since'
            when is_not_out and match_kind <> 'other' and year_kind = 'not_out'
                then 'named_year_came_later'
            when is_not_out and match_kind <> 'other' then 'latest_under_a_later_year'
            when status = 'agrees' and comparator = 'statistical_neighbours'
                then 'mean_of_nearest_ten'
            when
                status in ('agrees', 'revised_since')
                and year_named is null
                and return_year <> year_of_figure
                then 'latest_that_was_out'
            when status in ('agrees', 'revised_since') then null
            when is_too_early then 'report_too_early'
            when is_beyond_held then 'year_not_held'
            when is_of_other_period and published_period_end is not null
                then 'of_year_ending'
            when is_of_other_period then 'of_whole_year'
            when not is_model_of_the_time then 'mean_of_a_later_model'
            when comparator = 'statistical_neighbours' then 'mean_of_nearest_ten'
            when is_named_not_out then 'named_year_was_not_out'
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
            qualifier_code="case when neighbours_with_value < 10 and reason_code"
            " in ('mean_of_nearest_ten', 'mean_of_a_later_model')"
            " then 'neighbours_with_a_figure' end",
            number_1="case when neighbours_with_value < 10 then neighbours_with_value end",
            count_1="case reason_code when 'report_too_early' then first_held_year"
            " when 'year_not_held' then coalesce(year_named, last_held_year + 1)"
            " when 'mean_of_nearest_ten' then neighbour_model"
            " when 'mean_of_a_later_model' then neighbour_model"
            " else return_year end",
            count_2="case when is_not_out"
            " then coalesce(year_named, year_of_figure) end",
            day_1="case reason_code when 'report_too_early' then report_date"
            " else published_period_end end",
            text_1="case reason_code"
            " when 'nothing_published_for_area' then comparator_name"
            " when 'year_not_held' then comparator_name"
            " when 'named_year_came_later' then named_when"
            " when 'named_year_was_not_out' then named_when"
            " when 'latest_under_a_later_year' then named_when"
            " when 'published_for_other_years' then years_with_that_value"
            " when 'published_later' then later_years_with_that_value"
            " when 'published_for_other_areas' then areas_with_that_value end"
        ) }}
    from explained_values
    -- Spans, symbols and claims in words have comparisons of their own.
    where
        value is not null
        or (
            relation is null
            and (not is_printed_otherwise or published_value is null)
        )

)

select * from comparator_comparisons
