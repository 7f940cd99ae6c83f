-- One row per episode with a reason for closure and no closure date.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

undated_closures as (

    select
        return_id,
        {{ finding_key(["'CINdetails'", 'row_number']) }} as finding_key,
        'CINdetails' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from episodes
    where reason_for_closure is not null and cin_closure_date is null

)

select * from undated_closures
