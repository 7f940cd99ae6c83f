-- One row per enquiry whose initial conference was on a Saturday or Sunday.
with

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

weekend_conferences as (

    select
        return_id,
        {{ finding_key(["'Section47'", 'row_number']) }} as finding_key,
        'Section47' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from enquiries
    where {{ is_weekend('date_of_initial_cpc') }}

)

select * from weekend_conferences
