-- One row per version of a rule that is in force in a year in which a later version of
-- the rule is, or that ends before it begins.
with

rules as (

    select * from {{ ref('returncheck', 'rc_rules') }}

),

overlapping_versions as (

    select
        earlier.collection,
        earlier.code,
        earlier.first_year,
        earlier.last_year,
        later.first_year as later_first_year
    from rules as earlier
    left join rules as later
        on
            earlier.collection = later.collection
            and earlier.code = later.code
            and earlier.first_year < later.first_year
    where
        earlier.last_year < earlier.first_year
        or coalesce(earlier.last_year >= later.first_year, later.code is not null)

)

select * from overlapping_versions
