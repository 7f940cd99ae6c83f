-- One row per episode with which a child ceases to be looked after in the return's
-- year, short breaks left out.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and coalesce(ls, '') not in ('V3', 'V4')

),

years as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

children as (

    select * from {{ ref('returncheck', 'int_ssda903__children') }}

),

leavers as (

    select
        episodes.return_id,
        episodes.row_number,
        episodes.child,
        episodes.dec as left_on,
        episodes.rec in ('E11', 'E12') as is_adopted,
        episodes.rec in ('E4', 'E4A', 'E4B') as is_returned_home,
        -- Returns before 2019 had two codes, later ones have four.
        case
            when years.return_year < 2019 then episodes.rec in ('E43', 'E44')
            else episodes.rec in ('E45', 'E46', 'E47', 'E48')
        end as is_special_guardianship,
        coalesce({{ birthday('children.dob', 5) }} <= episodes.dec, false)
            as is_five_or_over
    from episodes
    inner join years
        on episodes.return_id = years.return_id
    left join children
        on
            episodes.return_id = children.return_id
            and episodes.child = children.child
    where
        episodes.rec <> 'X1'
        and episodes.dec between years.period_start and years.period_end

)

select * from leavers
