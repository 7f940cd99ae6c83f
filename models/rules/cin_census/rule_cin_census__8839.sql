-- One row per open enquiry of an episode that has several.
with

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

open_enquiries as (

    select
        return_id,
        child_key,
        cin_details_id,
        row_number
    from enquiries
    where
        date_of_initial_cpc is null
        and is_icpc_not_required is not true

),

repeated_enquiries as (

    select
        return_id,
        {{ finding_key(['child_key', 'cin_details_id']) }} as finding_key,
        'Section47' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from open_enquiries
    where child_key is not null and cin_details_id is not null
    qualify
        count(*) over (partition by return_id, child_key, cin_details_id) > 1

)

select * from repeated_enquiries
