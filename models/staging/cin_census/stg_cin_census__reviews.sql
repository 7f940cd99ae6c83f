-- One row per review of a child protection plan, as submitted, typed.
with

raw_rows as (

    select * from {{ source('cin_census', 'cin_census__Reviews') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(LAchildID, '') as la_child_id,
        coalesce(child_key, nullif(LAchildID, '')) as child_key,
        CINdetailsID as cin_details_id,
        nullif(CPPID, '') as cpp_id,
        {{ to_date('CPPreviewDate') }} as cpp_review_date
    from raw_rows

)

select * from typed
