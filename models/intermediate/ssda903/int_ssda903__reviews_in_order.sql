-- One row per period of care and review held in it, in their order.
with

review_periods as (

    select * from {{ ref('returncheck', 'int_ssda903__review_periods') }}

),

returns_with_reviews as (

    select * from {{ ref('returncheck', 'int_ssda903__returns_with_reviews') }}

),

reviews as (

    select
        return_id,
        child,
        review
    from {{ ref('returncheck', 'stg_ssda903__reviews') }}
    where
        child is not null
        and review is not null

),

-- Two records of one day are one review.
known_reviews as (

    select distinct
        returns_with_reviews.return_id,
        reviews.child,
        reviews.review
    from returns_with_reviews
    inner join reviews
        on returns_with_reviews.review_return_id = reviews.return_id

),

reviews_in_order as (

    select
        review_periods.return_id,
        review_periods.child,
        review_periods.period_number,
        review_periods.period_end,
        review_periods.is_known_from_start,
        known_reviews.review,
        row_number() over in_order as review_number,
        lead(known_reviews.review) over in_order as next_review
    from review_periods
    inner join known_reviews
        on
            review_periods.return_id = known_reviews.return_id
            and review_periods.child = known_reviews.child
    where
        known_reviews.review >= review_periods.period_start
        and coalesce(known_reviews.review <= review_periods.period_end, true)
    window in_order as (
        partition by
            review_periods.return_id,
            review_periods.child,
            review_periods.period_number
        order by known_reviews.review asc nulls last
    )

)

select * from reviews_in_order
