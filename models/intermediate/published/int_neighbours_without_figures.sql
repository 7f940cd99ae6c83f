-- One row per authority, model of statistical neighbours, indicator and year of its
-- series in which a neighbour has no figure: how many have none, and why.
with

neighbours as (

    select * from {{ ref('returncheck', 'int_statistical_neighbours') }}

),

missing_figures as (

    select * from {{ ref('returncheck', 'int_published__missing_figures') }}

),

neighbours_without_figures as (

    select
        neighbours.la_code,
        neighbours.neighbour_model,
        missing_figures.indicator_id,
        missing_figures.return_year,
        cast(
            count(
                case
                    when missing_figures.reason_code = 'figure_suppressed' then 1
                end
            ) as integer
        ) as neighbours_suppressed,
        cast(
            count(
                case
                    when missing_figures.reason_code <> 'figure_suppressed' then 1
                end
            ) as integer
        ) as neighbours_not_published
    from missing_figures
    inner join neighbours
        on missing_figures.area_code = neighbours.neighbour_code
    group by
        neighbours.la_code,
        neighbours.neighbour_model,
        missing_figures.indicator_id,
        missing_figures.return_year

)

select * from neighbours_without_figures
