-- One row per episode of police protection in a chain longer than 3 days.
with

chains as (

    select *
    from {{ ref('returncheck', 'int_ssda903__legal_status_chains') }}
    where
        ls = 'L1'
        and chain_end > {{ add_days('chain_start', 3) }}

),

locations as (

    select
        return_id,
        {{ finding_key(['child', 'chain']) }} as finding_key,
        'Episodes' as table_name,
        row_number as row_number,
        'fault' as role,
        cast(null as string) as details
    from chains

)

select * from locations
