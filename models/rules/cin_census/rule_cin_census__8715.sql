-- One row per enquiry whose conference was held outside the census period.
with

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

conferences_outside_period as (

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
        enquiries.date_of_initial_cpc < census_periods.census_start_date
        or enquiries.date_of_initial_cpc > census_periods.reference_date

)

select * from conferences_outside_period
