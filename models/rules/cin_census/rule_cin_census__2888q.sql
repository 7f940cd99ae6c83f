-- One row per return with disabled children, none of whom has several disabilities.
with

disabilities as (

    select * from {{ ref('returncheck', 'stg_cin_census__disabilities') }}

),

given_disabilities as (

    -- Rows without a key are not known to be of one child.
    select
        return_id,
        child_key,
        case when child_key is null then row_number end as unidentified_row
    from disabilities
    where disability <> 'NONE'

),

disabled_children as (

    select
        return_id,
        child_key,
        unidentified_row,
        count(*) as disability_count
    from given_disabilities
    group by return_id, child_key, unidentified_row

),

counts as (

    select
        return_id,
        count(*) as child_count,
        max(disability_count) as highest_count
    from disabled_children
    group by return_id

),

single_disabilities as (

    select
        return_id,
        {{ finding_key(['return_id']) }} as finding_key,
        'Disabilities' as table_name,
        cast(null as bigint) as row_number,
        'fault' as role,
        '{"disabled_children": ' || cast(child_count as string)
        || '}' as details
    from counts
    where highest_count = 1

)

select * from single_disabilities
