-- One row per disability of a child, as submitted, typed.
with

raw_rows as (

    select * from {{ source('cin_census', 'cin_census__Disabilities') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(LAchildID, '') as la_child_id,
        coalesce(child_key, nullif(LAchildID, '')) as child_key,
        nullif(Disability, '') as disability
    from raw_rows

)

select * from typed
