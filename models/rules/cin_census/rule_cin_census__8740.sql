-- One row per enquiry awaiting a conference that began outside the census period.
with

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

open_enquiries_outside_period as (

    select
        enquiries.return_id,
        {{ finding_key(["'Section47'", 'enquiries.row_number']) }} as finding_key,
        'Section47' as table_name,
        enquiries.row_number,
        'fault' as role,
        cast(null as string) as details
    from enquiries
    inner join census_periods
        on enquiries.return_id = census_periods.return_id
    where
        enquiries.date_of_initial_cpc is null
        and enquiries.is_icpc_not_required is false
        and (
            enquiries.s47_actual_start_date < census_periods.census_start_date
            or enquiries.s47_actual_start_date > census_periods.reference_date
        )

)

select * from open_enquiries_outside_period
