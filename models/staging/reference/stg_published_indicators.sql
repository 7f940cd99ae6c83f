-- One row per published figure: an indicator, a year and an area.
with

front_door as (

    select * from {{ ref('published_front_door') }}

),

assessment as (

    select * from {{ ref('published_assessment') }}

),

child_protection as (

    select * from {{ ref('published_child_protection') }}

),

looked_after as (

    select * from {{ ref('published_looked_after') }}

),

care_leavers as (

    select * from {{ ref('published_care_leavers') }}

),

workforce as (

    select * from {{ ref('published_workforce') }}

),

all_topics as (

    select * from front_door
    union all
    select * from assessment
    union all
    select * from child_protection
    union all
    select * from looked_after
    union all
    select * from care_leavers
    union all
    select * from workforce

),

published_indicators as (

    select
        indicator_id,
        cast(year as integer) as year,
        area_type,
        area_code,
        value
    from all_topics

)

select * from published_indicators
