-- One row per indicator, year and authority in being that year with a published figure.
-- A figure of two authorities together stands for each of them, under one joint code.
with

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_authorities') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

joint_figures as (

    select * from {{ ref('returncheck', 'rc_joint_figures') }}

),

-- An authority that begins in April has a September before its first March.
authority_values as (

    select
        published_values.indicator_id,
        published_values.return_year,
        published_values.area_code as la_code,
        coalesce(joint_figures.joint_code, published_values.area_code) as joint_code,
        published_values.value
    from published_values
    inner join authorities
        on published_values.area_code = authorities.la_code
    left join indicators
        on published_values.indicator_id = indicators.indicator_id
    left join joint_figures
        on
            published_values.area_code = joint_figures.la_code
            and indicators.year_end = joint_figures.year_end
            and published_values.return_year >= joint_figures.first_year
            and coalesce(published_values.return_year <= joint_figures.last_year, true)
    where
        published_values.area_type = 'authority'
        and published_values.return_year
        >= authorities.first_year
        - case when indicators.year_end > '03-31' then 1 else 0 end
        and coalesce(published_values.return_year <= authorities.last_year, true)

)

select * from authority_values
