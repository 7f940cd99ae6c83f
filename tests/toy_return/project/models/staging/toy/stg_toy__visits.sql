-- One row per visit, as submitted, typed.
with

raw_rows as (

    select * from {{ source('toy', 'toy__Visits') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(ChildCode, '') as child_code,
        {{ to_date('VisitDate') }} as visit_date,
        nullif(Place, '') as place
    from raw_rows

)

select * from typed
