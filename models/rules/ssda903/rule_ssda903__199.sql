-- One row per episode that follows an adoption of the child, of this year or the last.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and decom is not null

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}
    where previous_return_id is not null

),

episodes_of_both_years as (

    select
        return_id,
        child,
        row_number,
        decom,
        rec,
        0 as years_back
    from episodes
    union all
    select
        previous_returns.return_id,
        episodes.child,
        episodes.row_number,
        episodes.decom,
        episodes.rec,
        1 as years_back
    from previous_returns
    inner join episodes
        on previous_returns.previous_return_id = episodes.return_id

),

judged_episodes as (

    select
        *,
        coalesce(rec in ('E11', 'E12'), false) as is_adoption,
        sum(case when rec in ('E11', 'E12') then 1 else 0 end) over (
            partition by return_id, child
            order by
                decom asc nulls last,
                years_back asc nulls last,
                row_number asc
            rows between unbounded preceding and current row
        ) as adoptions_so_far
    from episodes_of_both_years

),

failing as (

    select
        return_id,
        row_number
    from judged_episodes
    where
        years_back = 0
        and adoptions_so_far >= 1
        and not (adoptions_so_far = 1 and is_adoption)

)

{{ one_finding_a_row('failing', 'Episodes') }}
