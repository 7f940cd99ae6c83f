-- One row per episode of an emergency protection order in a chain longer than 21 days.
with

chains as (

    select *
    from {{ ref('returncheck', 'int_ssda903__legal_status_chains') }}
    where
        ls = 'L2'
        and chain_end > {{ add_days('chain_start', 21) }}

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
