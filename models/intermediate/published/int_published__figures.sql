-- One row per published figure: an indicator, a year and an area.
with

front_door as (

    select * from {{ ref('returncheck', 'rc_published_front_door') }}

),

assessment as (

    select * from {{ ref('returncheck', 'rc_published_assessment') }}

),

child_protection as (

    select * from {{ ref('returncheck', 'rc_published_child_protection') }}

),

looked_after as (

    select * from {{ ref('returncheck', 'rc_published_looked_after') }}

),

care_leavers as (

    select * from {{ ref('returncheck', 'rc_published_care_leavers') }}

),

workforce as (

    select * from {{ ref('returncheck', 'rc_published_workforce') }}

),

published_updates as (

    select * from {{ ref('returncheck', 'stg_reference__published_updates') }}

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

-- Anything an update says of a figure counts, also that it is suppressed now.
shipped_figures as (

    select
        all_topics.indicator_id,
        cast(all_topics.year as integer) as year,
        all_topics.area_type,
        all_topics.area_code,
        all_topics.value
    from all_topics
    left join published_updates
        on
            all_topics.indicator_id = published_updates.indicator_id
            and all_topics.year = published_updates.year
            and all_topics.area_code = published_updates.area_code
    where published_updates.indicator_id is null

),

updated_figures as (

    select
        indicator_id,
        year,
        area_type,
        area_code,
        value
    from published_updates
    where value is not null

),

published_indicators as (

    select * from shipped_figures
    union all
    select * from updated_figures

)

select * from published_indicators
