-- One row per rate with a count: what that count over the population of its area
-- gives, and what population the rate implies.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

implied_populations as (

    select *
    from {{ ref('returncheck', 'int_population_matches') }}
    where is_implied and estimate is not null

),

implied_rates as (

    select
        figures.*,
        10000 * implied.rate_count / implied.estimate as expected_value,
        implied.least_factor,
        implied.most_factor,
        figures.return_year < 2016
        or not implied.is_of_year_before
        or (figures.period_basis = 'assumed' and implied.matching_mid_year is not null)
            as is_unsure,
        figures.period_basis <> 'assumed'
        and (
            implied.least_population > 1.5 * implied.estimate
            or implied.most_population < implied.estimate / 1.5
        ) as is_beyond_revision,
        case
            when implied.population is null then 'rate_of_zero'
            when implied.most_population is null then 'rate_implies_children_or_more'
            else 'rate_implies_children'
        end as reason_code,
        {{ reason_columns(
            qualifier_code="case when not implied.is_of_year_before"
            " then 'latest_estimate_is' when figures.return_year < 2016"
            " then 'rebased_estimate_is' else 'estimate_is' end",
            hint_code="case implied.match_kind when 'other_year'"
            " then 'rate_implies_other_year' when 'other_ages'"
            " then 'rate_implies_other_ages' end",
            number_1=rounded('implied.rate_count', 1),
            number_2='round(implied.population)',
            number_3='round(implied.least_population)',
            number_4='round(implied.most_population)',
            number_5='round(implied.estimate)',
            count_1='implied.mid_year',
            count_2='implied.match_count'
        ) }}
    from stated_figures as figures
    inner join implied_populations as implied
        on
            figures.return_id = implied.return_id
            and figures.table_name = implied.table_name
            and figures.row_number = implied.row_number

)

select * from implied_rates
