-- One row per disability that its child has more than once.
with

disabilities as (

    select * from {{ ref('returncheck', 'stg_cin_census__disabilities') }}

),

repeated_disabilities as (

    select
        return_id,
        {{ finding_key(["'Disabilities'", 'row_number']) }} as finding_key,
        {{ finding_key(['child_key', 'disability']) }} as counted_as,
        'Disabilities' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from disabilities
    where child_key is not null and disability is not null
    qualify count(*) over (partition by return_id, child_key, disability) > 1

)

select * from repeated_disabilities
