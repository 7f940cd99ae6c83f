-- One row per enquiry past 15 working days without a conference.
with

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

cut_offs as (

    select * from {{ ref('returncheck', 'int_cin_census__working_day_cut_offs') }}

),

overdue_enquiries as (

    select
        enquiries.return_id,
        {{ finding_key(["'Section47'", 'enquiries.row_number']) }} as finding_key,
        'Section47' as table_name,
        enquiries.row_number,
        'fault' as role,
        cast(null as string) as details
    from enquiries
    inner join cut_offs
        on enquiries.return_id = cut_offs.return_id
    where
        enquiries.date_of_initial_cpc is null
        and enquiries.is_icpc_not_required is false
        and enquiries.s47_actual_start_date < cut_offs.conference_cut_off

)

select * from overdue_enquiries
