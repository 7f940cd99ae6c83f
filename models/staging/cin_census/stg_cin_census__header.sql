-- One row per return (its header), as submitted, typed.
with

raw_rows as (

    select * from {{ source('cin_census', 'cin_census__Header') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(Collection, '') as collection,
        coalesce({{ to_year('Year') }}, nullif(Year, '')) as year,
        {{ to_date('ReferenceDate') }} as reference_date,
        nullif(SourceLevel, '') as source_level,
        nullif(LEA, '') as lea,
        nullif(SoftwareCode, '') as software_code,
        nullif(Release, '') as release,
        nullif(SerialNo, '') as serial_no,
        nullif(DateTime, '') as date_time
    from raw_rows

)

select * from typed
