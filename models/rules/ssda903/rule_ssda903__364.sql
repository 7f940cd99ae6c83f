-- One row per episode of police custody in a period of more than 21 days.
with

spells as (

    select *
    from {{ ref('returncheck', 'int_ssda903__legal_status_periods') }}
    where
        ls = 'J2'
        and period_days > 21

),

locations as (

    select
        return_id,
        {{ finding_key(['child', 'period']) }} as finding_key,
        'Episodes' as table_name,
        row_number as row_number,
        'fault' as role,
        cast(null as string) as details
    from spells

)

select * from locations
