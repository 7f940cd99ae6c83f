-- One row per child record whose UPN another record has too.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

repeated_upns as (

    select
        return_id,
        {{ finding_key(['child_key', 'upn']) }} as finding_key,
        {{ finding_key(['upn']) }} as counted_as,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    where upn is not null
    qualify count(*) over (partition by return_id, upn) > 1

)

select * from repeated_upns
