-- One row per figure that a report quotes about others, beside the published one: of
-- the years that may be meant the one that it agrees with, or else the latest that was
-- out.
with

quotable_values as (

    select * from {{ ref('returncheck', 'int_quotable_values') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

release_dates as (

    select * from {{ ref('returncheck', 'int_published__release_dates') }}

),

held_years as (

    select
        indicator_id,
        area_code,
        min(return_year) as first_year,
        max(return_year) as last_year
    from published_values
    where value is not null
    group by indicator_id, area_code

),

judged_values as (

    select
        *,
        case
            when value is null or published_value is null then 'none'
            when abs(value - published_value) <= tolerance then 'equal'
            when
                value between published_value * least_factor - tolerance
                and published_value * most_factor + tolerance
                then 'revised'
            when
                value between published_value * least_drift - tolerance
                and published_value * most_drift + tolerance
                then 'drifted'
            else 'other'
        end as match_kind
    from quotable_values

),

-- What was out explains a figure before what was not.
chosen_values as (

    select *
    from judged_values
    where true
    qualify
        row_number() over (
            partition by return_id, row_number
            order by
                case match_kind
                    when 'equal' then 1
                    when 'revised' then 2
                    when 'drifted' then 3
                    else 4
                end nulls last,
                case
                    when match_kind in ('equal', 'revised', 'drifted') then year_kind
                end nulls last,
                case year_kind
                    when 'named' then 1
                    when 'latest' then 2
                    when 'of_figure' then 3
                    else 4
                end nulls last,
                case when published_value is null then 1 else 0 end nulls last,
                return_year desc nulls last,
                neighbour_model desc
        ) = 1

),

quoted_values as (

    select
        chosen_values.*,
        held_years.first_year as first_held_year,
        held_years.last_year as last_held_year,
        named_dates.published_when as named_when
    from chosen_values
    left join held_years
        on
            chosen_values.indicator_id = held_years.indicator_id
            and coalesce(chosen_values.area_code, 'E92000001') = held_years.area_code
    left join release_dates as named_dates
        on
            chosen_values.indicator_id = named_dates.indicator_id
            and coalesce(chosen_values.year_named, chosen_values.year_of_figure)
            = named_dates.return_year

)

select * from quoted_values
