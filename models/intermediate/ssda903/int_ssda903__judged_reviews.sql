-- One row per required review that was held or overdue in the return's year.
with

review_months as (

    select * from {{ ref('returncheck', 'int_ssda903__review_months') }}

),

-- What stays overdue is overdue in several months and one review.
judged_reviews as (

    select
        return_id,
        row_number,
        child,
        period_number,
        review_number,
        review_kind,
        counted_from,
        due_date,
        held_on,
        is_in_time
    from review_months
    qualify
        row_number() over (
            partition by return_id, child, period_number, review_number
            order by month_end desc nulls last
        ) = 1

)

select * from judged_reviews
