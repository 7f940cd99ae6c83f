-- One row per named group, indicator, year and authority that is left out: the mean of
-- the group's other members, a figure of two of them together once. Where nobody is
-- left out, the authority is null.
with

comparator_groups as (

    select * from {{ ref('returncheck', 'stg_reference__comparator_groups') }}

),

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

member_values as (

    select
        comparator_groups.group_name,
        comparator_groups.la_code as member_code,
        authority_values.joint_code,
        authority_values.indicator_id,
        authority_values.return_year,
        authority_values.value
    from comparator_groups
    inner join authority_values
        on comparator_groups.la_code = authority_values.la_code

),

-- An authority is compared with the others of its group, never with itself.
group_figures as (

    select
        group_name,
        indicator_id,
        return_year,
        cast(null as string) as left_out,
        joint_code,
        min(value) as value
    from member_values
    group by group_name, indicator_id, return_year, joint_code
    union all
    select
        member_values.group_name,
        member_values.indicator_id,
        member_values.return_year,
        comparator_groups.la_code as left_out,
        member_values.joint_code,
        min(member_values.value) as value
    from comparator_groups
    inner join member_values
        on
            comparator_groups.group_name = member_values.group_name
            and comparator_groups.la_code <> member_values.member_code
    group by
        member_values.group_name,
        member_values.indicator_id,
        member_values.return_year,
        comparator_groups.la_code,
        member_values.joint_code

),

group_means as (

    select
        group_name,
        indicator_id,
        return_year,
        left_out,
        avg(value) as group_mean,
        count(*) as members_with_value
    from group_figures
    group by group_name, indicator_id, return_year, left_out

)

select * from group_means
