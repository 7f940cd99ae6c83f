-- One row per episode and day on which reviews of a child count, with whether they were
-- held in time.
with

review_months as (

    select * from {{ ref('returncheck', 'int_ssda903__review_months') }}

),

members as (

    select
        return_id,
        'cla_reviews_in_timescale' as indicator_id,
        'Episodes' as table_name,
        row_number,
        counted_on,
        bool_and(is_in_time) as is_counted,
        child as person
    from review_months
    group by
        return_id,
        row_number,
        counted_on,
        child

)

select * from members
