-- One row per period of care and review held in it, in their order.
with

episodes as (

    select * from {{ ref('returncheck', 'int_ssda903__periods_of_care') }}

),

earlier_returns as (

    select * from {{ ref('returncheck', 'int_ssda903__earlier_returns') }}

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
all_reviews as (

    select * from reviews
    union
    select
        earlier_returns.return_id,
        reviews.child,
        reviews.review
    from earlier_returns
    inner join reviews
        on earlier_returns.earlier_return_id = reviews.return_id

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

reviews_in_order as (

    select
        periods_of_care.return_id,
        periods_of_care.child,
        periods_of_care.period_number,
        periods_of_care.period_end,
        periods_of_care.has_known_start,
        all_reviews.review,
        row_number() over in_order as review_number,
        lead(all_reviews.review) over in_order as next_review
    from periods_of_care
    inner join all_reviews
        on
            periods_of_care.return_id = all_reviews.return_id
            and periods_of_care.child = all_reviews.child
    where
        all_reviews.review >= periods_of_care.period_start
        and coalesce(all_reviews.review <= periods_of_care.period_end, true)
    window in_order as (
        partition by
            periods_of_care.return_id,
            periods_of_care.child,
            periods_of_care.period_number
        order by all_reviews.review asc nulls last
    )

)

select * from reviews_in_order
