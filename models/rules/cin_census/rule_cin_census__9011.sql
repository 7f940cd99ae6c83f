-- One row per record with an outcome that is no recognised code.
with

records as (

    select * from {{ ref('returncheck', 'stg_cin_census__pre_proceedings') }}

),

unknown_outcomes as (

    select
        records.return_id,
        {{ finding_key(["'PreProceedings'", 'records.row_number']) }} as finding_key,
        'PreProceedings' as table_name,
        records.row_number,
        'fault' as role,
        cast(null as string) as details
    from records
    where
        records.pp_outcome not in ('A', 'B', 'C')

)

select * from unknown_outcomes
