-- One row per number of children of an area that a report prints, held against the
-- estimate of the middle of the year before.
with

stated_figures as (

    select * from {{ ref('int_stated_figures') }}

),

-- Without a period, the estimate of one of the three years before will do.
printed_populations as (

    select
        *,
        matching_mid_year is not null and not is_estimate as is_of_other_year
    from {{ ref('int_population_matches') }}
    where not is_implied

),

population_comparisons as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        figures.la_code,
        figures.indicator_id,
        figures.return_year,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        'population_against_estimate' as comparison,
        printed.population as stated_value,
        case
            when figures.return_year is null and printed.is_of_other_year
                then printed.matching_estimate
            else printed.estimate
        end as expected_value,
        printed.most_population - printed.population as tolerance,
        case
            when printed.estimate is null then 'untestable'
            when printed.is_estimate then 'agrees'
            when figures.return_year is null and printed.is_of_other_year
                then 'agrees'
            when
                printed.least_population <= printed.estimate / printed.least_factor
                and printed.most_population >= printed.estimate / printed.most_factor
                then 'revised_since'
            when printed.population_year < 2016 or not printed.is_of_year_before
                then 'untestable'
            when figures.period_basis = 'assumed' and printed.is_of_other_year
                then 'untestable'
            else 'disagrees'
        end as status,
        case
            when printed.estimate is null
                then 'no population estimate is held for the area and year'
            when figures.return_year is null and printed.is_of_other_year
                then concat(
                    'children aged 0 to 17 in mid-',
                    printed.matching_mid_year,
                    ', as no period is stated'
                )
            else concat(
                'children aged 0 to 17 in mid-',
                printed.mid_year,
                case
                    when figures.return_year is null then ', as no period is stated'
                    when not printed.is_of_year_before then ', the latest there is'
                    when printed.population_year < 2016 then ', re-based since'
                    else ''
                end,
                printed.match_in_words
            )
        end as reason
    from stated_figures as figures
    inner join printed_populations as printed
        on
            figures.return_id = printed.return_id
            and figures.table_name = printed.table_name
            and figures.row_number = printed.row_number

)

select * from population_comparisons
