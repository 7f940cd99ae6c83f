-- One row per required review and month of the return's year in which it was held or
-- was overdue: the episode in which that was.
with

reviews_due as (

    select * from {{ ref('returncheck', 'int_ssda903__reviews_due') }}

),

months as (

    select * from {{ ref('returncheck', 'int_return_months') }}

),

own_episodes as (

    select * from {{ ref('returncheck', 'int_ssda903__periods_of_care') }}
    where years_back = 0

),

review_months as (

    select
        reviews_due.return_id,
        reviews_due.child,
        reviews_due.period_number,
        reviews_due.review_number,
        reviews_due.review_kind,
        reviews_due.counted_from,
        reviews_due.due_date,
        reviews_due.held_on,
        reviews_due.is_in_time,
        months.month_end,
        case
            when reviews_due.held_on between months.month_start and months.month_end
                then reviews_due.held_on
            else greatest(reviews_due.due_date, months.month_start)
        end as counted_on
    from reviews_due
    inner join months
        on reviews_due.return_id = months.return_id
    where
        reviews_due.held_on between months.month_start and months.month_end
        or (
            not reviews_due.is_in_time
            and reviews_due.due_date <= months.month_end
            and coalesce(reviews_due.held_on > months.month_end, true)
            and coalesce(reviews_due.period_end >= months.month_start, true)
        )

),

-- The episode of that day, of two that meet on it the later one.
in_episodes as (

    select
        review_months.return_id,
        own_episodes.row_number,
        review_months.child,
        review_months.period_number,
        review_months.review_number,
        review_months.review_kind,
        review_months.counted_from,
        review_months.due_date,
        review_months.held_on,
        review_months.is_in_time,
        review_months.month_end,
        review_months.counted_on
    from review_months
    inner join own_episodes
        on
            review_months.return_id = own_episodes.return_id
            and review_months.child = own_episodes.child
            and review_months.period_number = own_episodes.period_number
    where
        own_episodes.decom <= review_months.counted_on
        and coalesce(own_episodes.dec >= review_months.counted_on, true)
    qualify
        row_number() over (
            partition by
                review_months.return_id,
                review_months.child,
                review_months.period_number,
                review_months.review_number,
                review_months.month_end
            order by own_episodes.position desc nulls last
        ) = 1

)

select * from in_episodes
