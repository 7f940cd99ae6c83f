-- One row per indicator that counts a child once in a period, record that it is counted
-- over, and the day that it counts on.
with

starter_members as (

    select * from {{ ref('returncheck', 'int_ssda903__starter_members') }}

),

leaver_members as (

    select * from {{ ref('returncheck', 'int_ssda903__leaver_members') }}

),

missing_members as (

    select * from {{ ref('returncheck', 'int_ssda903__missing_members') }}

),

review_members as (

    select * from {{ ref('returncheck', 'int_ssda903__review_members') }}

),

person_members as (

    select * from starter_members
    union all
    select * from leaver_members
    union all
    select * from missing_members
    union all
    select * from review_members

)

select * from person_members
