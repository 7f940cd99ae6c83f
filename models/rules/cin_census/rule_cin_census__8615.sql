-- One row per enquiry with a conference but no start on or before it.
with

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

unstarted_enquiries as (

    select
        return_id,
        {{ finding_key(["'Section47'", 'row_number']) }} as finding_key,
        'Section47' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from enquiries
    where
        date_of_initial_cpc is not null
        and (
            s47_actual_start_date is null
            or s47_actual_start_date > date_of_initial_cpc
        )

)

select * from unstarted_enquiries
