-- One row per return, period and indicator that counts a person once: how many persons.
with

person_members as (

    select * from {{ ref('returncheck', 'int_person_members') }}

),

counted_once as (

    select * from {{ ref('returncheck', 'rc_counted_once') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

return_periods as (

    select * from {{ ref('returncheck', 'int_return_periods') }}

),

own_members as (

    select
        person_members.return_id,
        person_members.indicator_id,
        person_members.person,
        person_members.table_name,
        person_members.row_number,
        person_members.counted_on,
        person_members.is_counted,
        counted_once.stands_for
    from person_members
    inner join counted_once
        on person_members.indicator_id = counted_once.indicator_id

),

-- The months before April are those of the return of the year before.
previous_members as (

    select
        previous_returns.return_id,
        own_members.indicator_id,
        own_members.person,
        own_members.table_name,
        own_members.row_number,
        own_members.counted_on,
        own_members.is_counted,
        own_members.stands_for
    from previous_returns
    inner join own_members
        on previous_returns.previous_return_id = own_members.return_id

),

all_members as (

    select * from own_members
    union all
    select * from previous_members

),

-- Of a person's records in a period the one that stands for the person.
standing_members as (

    select
        return_periods.return_id,
        return_periods.period_type,
        return_periods.period_end,
        all_members.indicator_id,
        all_members.is_counted
    from return_periods
    inner join all_members
        on return_periods.return_id = all_members.return_id
    where
        return_periods.period_type <> 'snapshot'
        and all_members.counted_on
        between return_periods.period_start and return_periods.period_end
    qualify
        row_number() over (
            partition by
                return_periods.return_id,
                return_periods.period_type,
                return_periods.period_end,
                all_members.indicator_id,
                all_members.person
            order by
                case
                    when all_members.stands_for = 'any' and all_members.is_counted
                        then 0
                    when all_members.stands_for = 'every' and not all_members.is_counted
                        then 0
                    else 1
                end asc nulls last,
                case
                    when all_members.stands_for = 'last' then null
                    else all_members.counted_on
                end asc nulls last,
                all_members.counted_on desc nulls last,
                all_members.table_name asc nulls last,
                all_members.row_number asc nulls last
        ) = 1

),

person_counts as (

    select
        return_id,
        indicator_id,
        period_type,
        period_end,
        count(*) filter (where is_counted) as counted,
        count(*) filter (where is_counted is not null) as counted_over
    from standing_members
    group by return_id, indicator_id, period_type, period_end

)

select * from person_counts
