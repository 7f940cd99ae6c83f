-- One row per child record, as submitted, typed.
with

raw_rows as (

    select * from {{ source('cin_census', 'cin_census__ChildCharacteristics') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(LAchildID, '') as la_child_id,
        coalesce(child_key, nullif(LAchildID, '')) as child_key,
        nullif(Ethnicity, '') as ethnicity
    from raw_rows

)

select * from typed
