-- One row per record whose letter of proceedings lies outside the census period or
-- before the application.
with

records as (

    select * from {{ ref('returncheck', 'stg_cin_census__pre_proceedings') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

misdated_letters as (

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
        records.letter_init_cp_date < census_periods.census_start_date
        or records.letter_init_cp_date > census_periods.reference_date
        or records.letter_init_cp_date < records.court_app_date

)

select * from misdated_letters
