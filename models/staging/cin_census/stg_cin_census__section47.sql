-- One row per section 47 enquiry, as submitted, typed.
with

raw_rows as (

    select * from {{ source('cin_census', 'cin_census__Section47') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(LAchildID, '') as la_child_id,
        coalesce(child_key, nullif(LAchildID, '')) as child_key,
        CINdetailsID as cin_details_id,
        {{ to_date('S47ActualStartDate') }} as s47_actual_start_date,
        {{ to_date('InitialCPCtarget') }} as initial_cpc_target,
        {{ to_date('DateOfInitialCPC') }} as date_of_initial_cpc,
        nullif(ICPCnotRequired, '') as icpc_not_required,
        {{ to_flag('ICPCnotRequired') }} as is_icpc_not_required
    from raw_rows

)

select * from typed
