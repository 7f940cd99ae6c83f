-- One row per child record whose LA child identifier another record has too.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

repeated_children as (

    select
        return_id,
        {{ finding_key(["'ChildIdentifiers'", 'row_number']) }} as finding_key,
        {{ finding_key(['la_child_id']) }} as counted_as,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    where la_child_id is not null
    qualify count(*) over (partition by return_id, la_child_id) > 1

)

select * from repeated_children
