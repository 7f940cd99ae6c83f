-- One row per enquiry whose conference target date is a Saturday or Sunday.
with

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

weekend_targets as (

    select
        return_id,
        {{ finding_key(["'Section47'", 'row_number']) }} as finding_key,
        'Section47' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from enquiries
    where {{ is_weekend('initial_cpc_target') }}

)

select * from weekend_targets
