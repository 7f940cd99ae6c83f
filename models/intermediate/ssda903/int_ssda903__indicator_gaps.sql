-- One row per return, indicator that looks back and month that cannot be told without
-- an earlier return: what is absent.
with

placement_gaps as (

    select * from {{ ref('returncheck', 'int_ssda903__placement_gaps') }}

),

review_gaps as (

    select * from {{ ref('returncheck', 'int_ssda903__review_gaps') }}

),

indicator_gaps as (

    select * from placement_gaps
    union all
    select * from review_gaps

)

select * from indicator_gaps
