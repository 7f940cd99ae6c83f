-- One row per indicator, record that it is counted over, and day it counts on.
with

person_members as (

    select
        return_id,
        indicator_id,
        table_name,
        row_number,
        counted_on,
        is_counted
    from {{ ref('returncheck', 'int_ssda903__person_members') }}
    where is_counted is not null

),

looked_after_members as (

    select * from {{ ref('returncheck', 'int_ssda903__looked_after_members') }}

),

placement_members as (

    select * from {{ ref('returncheck', 'int_ssda903__placement_members') }}

),

stability_members as (

    select * from {{ ref('returncheck', 'int_ssda903__stability_members') }}

),

health_members as (

    select * from {{ ref('returncheck', 'int_ssda903__health_members') }}

),

care_leaver_members as (

    select * from {{ ref('returncheck', 'int_ssda903__care_leaver_members') }}

),

indicator_members as (

    select * from person_members
    union all
    select * from looked_after_members
    union all
    select * from placement_members
    union all
    select * from stability_members
    union all
    select * from health_members
    union all
    select * from care_leaver_members

)

select * from indicator_members
