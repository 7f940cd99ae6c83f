-- One row per number of children that a report prints or implies, beside the estimate
-- of its year, with what it is where it is not that estimate: another year's, or one
-- of more years of age.
with

population_statements as (

    select * from {{ ref('returncheck', 'int_population_statements') }}

),

populations as (

    select * from {{ ref('returncheck', 'int_populations_by_return_year') }}

),

revisions as (

    select * from {{ ref('returncheck', 'int_population_revisions') }}

),

matching_years as (

    select
        statements.return_id,
        statements.table_name,
        statements.row_number,
        populations.mid_year as matching_mid_year,
        cast(populations.population as double) as matching_estimate
    from population_statements as statements
    inner join populations
        on statements.area_code = populations.area_code
    where
        populations.is_of_year_before
        and populations.return_year < statements.population_year
        and populations.return_year >= statements.population_year - 3
        and populations.population
        between statements.least_population and statements.most_population
    qualify
        row_number() over (
            partition by
                statements.return_id, statements.table_name, statements.row_number
            order by populations.mid_year desc
        ) = 1

),

compared_populations as (

    select
        statements.*,
        populations.mid_year,
        cast(populations.population as double) as estimate,
        populations.is_of_year_before,
        revisions.least_factor,
        revisions.most_factor,
        matching_years.matching_mid_year,
        matching_years.matching_estimate,
        coalesce(
            populations.population
            between statements.least_population and statements.most_population,
            false
        ) as is_estimate,
        try_cast(
            round(18 * statements.population / populations.population) as integer
        ) as years_of_age
    from population_statements as statements
    left join populations
        on
            statements.area_code = populations.area_code
            and statements.population_year = populations.return_year
    left join revisions
        on
            statements.area_code = revisions.area_code
            and statements.population_year = revisions.return_year
    left join matching_years
        on
            statements.return_id = matching_years.return_id
            and statements.table_name = matching_years.table_name
            and statements.row_number = matching_years.row_number

),

-- From 19 to 25 years of age: children and young people, as services count them.
population_matches as (

    select
        *,
        case
            when is_estimate then null
            when matching_mid_year is not null then 'other_year'
            when years_of_age between 19 and 25 then 'other_ages'
        end as match_kind,
        coalesce(matching_mid_year, years_of_age) as match_count
    from compared_populations

)

select * from population_matches
