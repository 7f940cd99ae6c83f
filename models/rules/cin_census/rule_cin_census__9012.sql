-- One row per record whose court application lies outside the census period or before
-- the decision.
with

records as (

    select * from {{ ref('returncheck', 'stg_cin_census__pre_proceedings') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

misdated_applications as (

    select
        records.return_id,
        {{ finding_key(["'PreProceedings'", 'records.row_number']) }} as finding_key,
        'PreProceedings' as table_name,
        records.row_number,
        'fault' as role,
        cast(null as string) as details
    from records
    inner join census_periods
        on records.return_id = census_periods.return_id
    where
        records.court_app_date < census_periods.census_start_date
        or records.court_app_date > census_periods.reference_date
        or records.court_app_date < records.step_decision_date

)

select * from misdated_applications
