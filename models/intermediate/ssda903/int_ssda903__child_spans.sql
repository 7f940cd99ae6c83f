-- One row per period of care that has an episode in the return, short breaks left out.
with

periods_of_care as (

    select * from {{ ref('returncheck', 'int_ssda903__periods_of_care') }}
    where years_back = 0

),

-- The last episode stands for its period: that is where the care goes on or ends.
child_spans as (

    select
        return_id,
        child as child_id,
        'looked_after' as span,
        'Episodes' as table_name,
        row_number,
        'DECOM' as start_field,
        period_start as starts_on,
        period_end as ends_on
    from periods_of_care
    qualify
        row_number() over (
            partition by return_id, child, period_number
            order by position desc nulls last
        ) = 1

)

select * from child_spans
