-- One row per figure and named group of the configuration.
with

figures as (

    select * from {{ ref('returncheck', 'int_comparisons__figures') }}

),

comparator_groups as (

    select * from {{ ref('returncheck', 'stg_reference__comparator_groups') }}

),

group_means as (

    select * from {{ ref('returncheck', 'int_published__group_means') }}

),

group_sizes as (

    select
        group_name,
        count(*) as members
    from comparator_groups
    group by group_name

),

figures_and_groups as (

    select
        figures.*,
        group_sizes.group_name,
        group_sizes.members,
        comparator_groups.la_code as left_out
    from figures
    cross join group_sizes
    left join comparator_groups
        on
            group_sizes.group_name = comparator_groups.group_name
            and figures.la_code = comparator_groups.la_code

),

group_comparisons as (

    select
        figures.source,
        figures.return_id,
        figures.row_number,
        figures.la_code,
        figures.indicator_id,
        figures.return_year,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        figures.value,
        figures.completeness,
        figures.polarity,
        'group:' || figures.group_name as comparator,
        'name_of_group' as name_code,
        figures.group_name as name_text,
        cast(null as integer) as name_year,
        cast(null as date) as name_day,
        figures.comparator_year,
        group_means.group_mean as comparator_value,
        case
            when figures.comparator_year is not null
                then cast(coalesce(group_means.members_with_value, 0) as integer)
        end as authorities_with_value,
        case
            when figures.reason_of_figure is not null then figures.reason_of_figure
            when group_means.group_mean is not null then null
            when figures.left_out is not null and figures.members = 1
                then 'no_other_member'
            else 'no_member_value'
        end as reason
    from figures_and_groups as figures
    left join group_means
        on
            figures.group_name = group_means.group_name
            and coalesce(figures.left_out, '') = coalesce(group_means.left_out, '')
            and figures.indicator_id = group_means.indicator_id
            and figures.comparator_year = group_means.return_year

)

select * from group_comparisons
