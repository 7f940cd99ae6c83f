-- One row per named group of authorities and authority in it.
with

listed_groups as (

    select * from {{ source('returncheck_reference', 'comparator_groups') }}

),

comparator_groups as (

    select
        group_name,
        la_code
    from listed_groups

)

select * from comparator_groups
