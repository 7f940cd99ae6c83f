-- One row per return (its sender), as submitted, typed.
with

raw_rows as (

    select * from {{ source('toy', 'toy__Sender') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(SenderCode, '') as sender_code,
        {{ to_integer('VisitYear') }} as visit_year
    from raw_rows

)

select * from typed
