-- One row per published indicator, year of its series and area without a figure: why.
with

missing_figures as (

    select * from {{ ref('returncheck', 'int_published__missing_figures') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_authorities') }}

)

select
    missing_figures.indicator_id,
    missing_figures.return_year,
    missing_figures.area_code,
    authorities.la_code,
    missing_figures.area_name,
    missing_figures.symbol,
    missing_figures.reason_code
from missing_figures
left join authorities
    on missing_figures.area_code = authorities.la_code
