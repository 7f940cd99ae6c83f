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

-- Where each record stands among its person's, by day, with what it says as the last
-- digit: the first and the last of a period are then a least and a greatest number.
coded_members as (

    select
        return_id,
        indicator_id,
        person,
        counted_on,
        is_counted,
        stands_for,
        10 * row_number() over (
            partition by return_id, indicator_id, person
            order by
                counted_on asc nulls last,
                table_name asc nulls last,
                row_number asc nulls last
        ) + case when is_counted then 1 when not is_counted then 0 else 2 end
            as first_code,
        10 * row_number() over (
            partition by return_id, indicator_id, person
            order by
                counted_on asc nulls last,
                table_name desc nulls last,
                row_number desc nulls last
        ) + case when is_counted then 1 when not is_counted then 0 else 2 end
            as last_code
    from all_members

),

-- Of a person's records in a period the one that stands for the person.
standing_members as (

    select
        return_periods.return_id,
        return_periods.period_type,
        return_periods.period_end,
        coded_members.indicator_id,
        case
            when
                coded_members.stands_for = 'any'
                and max(case when coded_members.is_counted then 1 else 0 end) = 1
                then 1
            when
                coded_members.stands_for = 'every'
                and max(case when not coded_members.is_counted then 1 else 0 end) = 1
                then 0
            when coded_members.stands_for = 'last'
                then max(coded_members.last_code) % 10
            else min(coded_members.first_code) % 10
        end as says
    from return_periods
    inner join coded_members
        on return_periods.return_id = coded_members.return_id
    where
        return_periods.period_type <> 'snapshot'
        and coded_members.counted_on
        between return_periods.period_start and return_periods.period_end
    group by
        return_periods.return_id,
        return_periods.period_type,
        return_periods.period_end,
        coded_members.indicator_id,
        coded_members.person,
        coded_members.stands_for

),

person_counts as (

    select
        return_id,
        indicator_id,
        period_type,
        period_end,
        count(*) filter (where says = 1) as counted,
        count(*) filter (where says in (0, 1)) as counted_over
    from standing_members
    group by return_id, indicator_id, period_type, period_end

)

select * from person_counts
