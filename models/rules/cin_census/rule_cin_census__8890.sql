-- One row per enquiry begun while another one ran, and per enquiry then running.
with

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

-- Without an end the enquiry ran for no day that counts.
running_enquiries as (

    select
        enquiries.return_id,
        enquiries.child_key,
        enquiries.cin_details_id,
        enquiries.row_number,
        enquiries.s47_actual_start_date,
        case
            when enquiries.date_of_initial_cpc is not null
                then enquiries.date_of_initial_cpc
            when enquiries.is_icpc_not_required is not true
                then census_periods.reference_date
        end as last_running_date
    from enquiries
    inner join census_periods
        on enquiries.return_id = census_periods.return_id

),

overlapping_pairs as (

    select
        enquiries.return_id,
        {{ finding_key([
            'enquiries.child_key',
            'enquiries.cin_details_id',
            'enquiries.s47_actual_start_date',
        ]) }} as finding_key,
        enquiries.row_number as later_row,
        running_enquiries.row_number as running_row
    from enquiries
    inner join running_enquiries
        on
            enquiries.return_id = running_enquiries.return_id
            and enquiries.child_key = running_enquiries.child_key
            and enquiries.cin_details_id = running_enquiries.cin_details_id
            and enquiries.row_number <> running_enquiries.row_number
    where
        enquiries.s47_actual_start_date >= running_enquiries.s47_actual_start_date
        and enquiries.s47_actual_start_date <= running_enquiries.last_running_date

),

overlapping_rows as (

    select
        return_id,
        finding_key,
        later_row as row_number,
        'fault' as role
    from overlapping_pairs
    union
    select
        return_id,
        finding_key,
        running_row as row_number,
        'related' as role
    from overlapping_pairs

),

-- Rows of one start can be both; what is at fault is told of as that only.
locations as (

    select
        return_id,
        finding_key,
        'Section47' as table_name,
        row_number,
        min(role) as role,
        cast(null as string) as details
    from overlapping_rows
    group by return_id, finding_key, row_number

)

select * from locations
