-- One row where children of several returns are taken to be the same: by what.
with

chosen as (

    select * from {{ source('returncheck_register', 'same_children') }}

),

same_children as (

    select matched_by from chosen

)

select * from same_children
