-- One row per indicator, record that it is counted over, and day it counts on.
with

referral_members as (

    select * from {{ ref('returncheck', 'int_cin_census__referral_members') }}

),

episode_members as (

    select * from {{ ref('returncheck', 'int_cin_census__episode_members') }}

),

assessment_members as (

    select * from {{ ref('returncheck', 'int_cin_census__assessment_members') }}

),

section47_members as (

    select * from {{ ref('returncheck', 'int_cin_census__section47_members') }}

),

plan_members as (

    select * from {{ ref('returncheck', 'int_cin_census__plan_members') }}

),

indicator_members as (

    select * from referral_members
    union all
    select * from episode_members
    union all
    select * from assessment_members
    union all
    select * from section47_members
    union all
    select * from plan_members

)

select * from indicator_members
