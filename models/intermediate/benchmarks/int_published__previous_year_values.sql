-- One row per published figure of an authority that is one of the year before: built
-- again only when the figures are others, since no return changes it.
with

previous_year_values as (

    select * from {{ ref('returncheck', 'int_previous_year_values') }}

)

select * from previous_year_values
where source = 'published'
