-- One row per source, authority, indicator and day on which a period ends whose figure
-- of twelve months before is known: of published ones as they are kept.
with

published_values as (

    select * from {{ ref('returncheck', 'int_published__previous_year_values') }}

),

loaded_values as (

    select * from {{ ref('returncheck', 'int_previous_year_values') }}
    where source <> 'published'

),

kept_values as (

    select * from published_values
    union all
    select * from loaded_values

)

select * from kept_values
