-- One row per period of care of a child, with the day from which its reviews are known.
with

episodes as (

    select * from {{ ref('returncheck', 'int_ssda903__periods_of_care') }}

),

returns_with_reviews as (

    select * from {{ ref('returncheck', 'int_ssda903__returns_with_reviews') }}

),

known_reviews as (

    select
        return_id,
        min(review_start) as known_from
    from returns_with_reviews
    group by return_id

),

periods_of_care as (

    select distinct
        return_id,
        child,
        period_number,
        period_start,
        period_end,
        has_known_start
    from episodes

),

review_periods as (

    select
        periods_of_care.return_id,
        periods_of_care.child,
        periods_of_care.period_number,
        periods_of_care.period_start,
        periods_of_care.period_end,
        greatest(periods_of_care.period_start, known_reviews.known_from) as known_from,
        periods_of_care.has_known_start
        and periods_of_care.period_start >= known_reviews.known_from
            as is_known_from_start
    from periods_of_care
    inner join known_reviews
        on periods_of_care.return_id = known_reviews.return_id

)

select * from review_periods
