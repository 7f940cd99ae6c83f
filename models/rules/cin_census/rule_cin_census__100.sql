-- One row per header whose reference date is not 31 March of its year.
with

headers as (

    select * from {{ ref('returncheck', 'stg_cin_census__header') }}

),

dated_headers as (

    select
        return_id,
        row_number,
        coalesce(
            month(reference_date) = 3
            and day(reference_date) = 31
            and year(reference_date) = {{ to_integer('year') }},
            false
        ) as is_expected_date
    from headers

),

wrong_headers as (

    select
        return_id,
        {{ finding_key(["'Header'", 'row_number']) }} as finding_key,
        'Header' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from dated_headers
    where not is_expected_date

)

select * from wrong_headers
