-- One row per episode that was closed outside the census period.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

closures_outside_period as (

    select
        episodes.return_id,
        {{ finding_key(["'CINdetails'", 'episodes.row_number']) }} as finding_key,
        'CINdetails' as table_name,
        episodes.row_number,
        'fault' as role,
        cast(null as string) as details
    from episodes
    inner join census_periods
        on episodes.return_id = census_periods.return_id
    where
        episodes.cin_closure_date < census_periods.census_start_date
        or episodes.cin_closure_date > census_periods.reference_date

)

select * from closures_outside_period
