-- One row per return in which at most seven different disabilities occur.
with

returns as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

disabilities as (

    select * from {{ ref('returncheck', 'stg_cin_census__disabilities') }}

),

counts as (

    select
        returns.return_id,
        count(distinct disabilities.disability) as disability_count
    from returns
    left join disabilities
        on
            returns.return_id = disabilities.return_id
            and disabilities.disability <> 'NONE'
    group by returns.return_id

),

narrow_ranges as (

    select
        return_id,
        {{ finding_key(['return_id']) }} as finding_key,
        'Disabilities' as table_name,
        cast(null as bigint) as row_number,
        'fault' as role,
        '{"different_disabilities": ' || cast(disability_count as string)
        || '}' as details
    from counts
    where disability_count <= 7

)

select * from narrow_ranges
