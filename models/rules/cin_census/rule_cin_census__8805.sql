-- One row per closed episode without a reason for closure.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

unexplained_closures as (

    select
        return_id,
        {{ finding_key(["'CINdetails'", 'row_number']) }} as finding_key,
        'CINdetails' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from episodes
    where cin_closure_date is not null and reason_for_closure is null

)

select * from unexplained_closures
