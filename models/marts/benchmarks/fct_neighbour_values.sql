-- One row per authority, indicator, year, model and statistical neighbour: the
-- neighbour's published value, or why it has none.
with

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

missing_figures as (

    select * from {{ ref('returncheck', 'int_published__missing_figures') }}

),

neighbours as (

    select * from {{ ref('returncheck', 'int_statistical_neighbours') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_authorities') }}

),

published_years as (

    select * from {{ ref('returncheck', 'int_published__years') }}

),

-- A year stands beside its own figures, and the last one beside those of later years.
years_beside as (

    select
        indicator_id,
        comparator_year,
        min(return_year) as first_year,
        max(return_year) as last_year
    from published_years
    group by indicator_id, comparator_year

),

figures_or_none as (

    select
        indicator_id,
        return_year,
        la_code,
        value,
        cast(null as string) as reason_code
    from authority_values
    union all
    select
        indicator_id,
        return_year,
        area_code as la_code,
        cast(null as double) as value,
        reason_code
    from missing_figures

),

neighbour_values as (

    select
        neighbours.la_code,
        figures.indicator_id,
        figures.return_year,
        neighbours.neighbour_code,
        authorities.la_name as neighbour_name,
        cast(neighbours.closeness_rank as integer) as closeness_rank,
        neighbours.neighbour_model,
        figures.value as neighbour_value,
        figures.reason_code as neighbour_reason
    from neighbours
    inner join authorities
        on neighbours.neighbour_code = authorities.la_code
    inner join figures_or_none as figures
        on neighbours.neighbour_code = figures.la_code
    inner join years_beside
        on
            figures.indicator_id = years_beside.indicator_id
            and figures.return_year = years_beside.comparator_year
            and neighbours.first_year <= years_beside.last_year
            and neighbours.last_year >= years_beside.first_year

)

select * from neighbour_values
