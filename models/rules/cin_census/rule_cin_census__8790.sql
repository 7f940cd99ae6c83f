-- One row per disability given beside NONE.
with

disabilities as (

    select * from {{ ref('returncheck', 'stg_cin_census__disabilities') }}

),

children_without_disability as (

    select distinct
        return_id,
        child_key
    from disabilities
    where upper(disability) = 'NONE'

),

contradicted_disabilities as (

    select
        disabilities.return_id,
        {{ finding_key(["'Disabilities'", 'disabilities.row_number']) }} as finding_key,
        {{ finding_key(['disabilities.child_key']) }} as counted_as,
        'Disabilities' as table_name,
        disabilities.row_number,
        'fault' as role,
        cast(null as string) as details
    from disabilities
    inner join children_without_disability
        on
            disabilities.return_id = children_without_disability.return_id
            and disabilities.child_key = children_without_disability.child_key
    where upper(disabilities.disability) <> 'NONE'

)

select * from contradicted_disabilities
