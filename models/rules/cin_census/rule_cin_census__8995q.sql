-- One row per return without any pre-proceedings record.
with

returns as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

records as (

    select * from {{ ref('returncheck', 'stg_cin_census__pre_proceedings') }}

),

returns_with_records as (

    select distinct return_id
    from records

),

returns_without as (

    select
        returns.return_id,
        {{ finding_key(['returns.return_id']) }} as finding_key,
        'PreProceedings' as table_name,
        cast(null as bigint) as row_number,
        'fault' as role,
        cast(null as string) as details
    from returns
    left join returns_with_records
        on returns.return_id = returns_with_records.return_id
    where returns_with_records.return_id is null

)

select * from returns_without
