-- One row per listed child with a number of its own, where returns are compared.
with

same_children as (

    select * from {{ ref('returncheck', 'stg_register__same_children') }}

),

listed_children as (

    select * from {{ ref('returncheck', 'int_listed_children') }}

),

-- A code for why there is no pupil number is shorter than a number.
numbered_children as (

    select
        listed_children.*,
        case
            when same_children.matched_by = 'child_id'
                then upper(trim(listed_children.child_id))
            when length(trim(listed_children.upn)) = 13
                then upper(trim(listed_children.upn))
        end as match_key
    from listed_children
    cross join same_children

),

-- A number that two children of a return have tells nothing of either.
matchable_children as (

    select * from numbered_children
    where match_key is not null
    qualify count(*) over (partition by return_id, match_key) = 1

)

select * from matchable_children
