-- One row per child record whose UPN another one has too.
with

headers as (

    select
        return_id,
        row_number,
        upn,
        count(*) over (partition by return_id, upn) as rows_with_upn
    from {{ ref('returncheck', 'stg_ssda903__header') }}
    where upn not in ('UN1', 'UN2', 'UN3', 'UN4', 'UN5')

),

locations as (

    select
        return_id,
        {{ finding_key(['upn']) }} as finding_key,
        'Header' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from headers
    where rows_with_upn > 1

)

select * from locations
