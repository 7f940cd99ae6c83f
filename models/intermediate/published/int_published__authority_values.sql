-- One row per indicator, year and authority in being that year with a published figure.
with

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_authorities') }}

),

authority_values as (

    select
        published_values.indicator_id,
        published_values.return_year,
        published_values.area_code as la_code,
        published_values.value
    from published_values
    inner join authorities
        on published_values.area_code = authorities.la_code
    where
        published_values.area_type = 'authority'
        and published_values.return_year >= authorities.first_year
        and coalesce(published_values.return_year <= authorities.last_year, true)

)

select * from authority_values
