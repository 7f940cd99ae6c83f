-- One row per authority, model of statistical neighbours, indicator and year: the mean
-- of the neighbours of that model, a figure of two of them together once, and the mean
-- with that figure for each of the two, as who adds the printed figures finds it.
with

neighbours as (

    select * from {{ ref('returncheck', 'int_statistical_neighbours') }}

),

joint_figures as (

    select distinct
        la_code,
        joint_code
    from {{ ref('returncheck', 'rc_joint_figures') }}
    where la_code <> joint_code

),

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

-- The other authority of a joint figure, where that is a neighbour too.
neighbours_and_partners as (

    select
        neighbours.la_code,
        neighbours.neighbour_model,
        neighbours.neighbour_code,
        partners.neighbour_code as partner_code
    from neighbours
    left join joint_figures
        on neighbours.neighbour_code = joint_figures.la_code
    left join neighbours as partners
        on
            neighbours.la_code = partners.la_code
            and neighbours.neighbour_model = partners.neighbour_model
            and joint_figures.joint_code = partners.neighbour_code

),

neighbour_figures as (

    select
        neighbours.la_code,
        neighbours.neighbour_model,
        authority_values.indicator_id,
        authority_values.return_year,
        authority_values.value,
        case
            when
                coalesce(neighbours.partner_code = authority_values.joint_code, false)
                then null
            else authority_values.value
        end as value_once
    from neighbours_and_partners as neighbours
    inner join authority_values
        on neighbours.neighbour_code = authority_values.la_code

),

neighbour_means_by_model as (

    select
        la_code,
        neighbour_model,
        indicator_id,
        return_year,
        avg(value_once) as neighbour_mean,
        cast(count(value_once) as integer) as neighbours_with_value,
        avg(value) as mean_as_printed
    from neighbour_figures
    group by la_code, neighbour_model, indicator_id, return_year

)

select * from neighbour_means_by_model
