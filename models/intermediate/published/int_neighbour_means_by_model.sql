-- One row per authority, model of statistical neighbours, indicator and year: the mean
-- of the neighbours of that model, a figure of two of them together once, and the mean
-- with that figure for each of the two, as who adds the printed figures finds it.
with

neighbours as (

    select * from {{ ref('returncheck', 'int_areas__neighbours') }}

),

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

neighbour_figures as (

    select
        neighbours.la_code,
        neighbours.model,
        authority_values.indicator_id,
        authority_values.return_year,
        authority_values.joint_code,
        min(authority_values.value) as value,
        count(*) as times_printed
    from neighbours
    inner join authority_values
        on neighbours.neighbour_code = authority_values.la_code
    group by
        neighbours.la_code,
        neighbours.model,
        authority_values.indicator_id,
        authority_values.return_year,
        authority_values.joint_code

),

neighbour_means_by_model as (

    select
        la_code,
        cast(model as integer) as neighbour_model,
        indicator_id,
        return_year,
        avg(value) as neighbour_mean,
        sum(value * times_printed)
        / sum(case when value is not null then times_printed end)
            as mean_as_printed
    from neighbour_figures
    group by la_code, model, indicator_id, return_year

)

select * from neighbour_means_by_model
