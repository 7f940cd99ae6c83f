-- One row per date of earlier permanence that is no date or not before the first
-- episode, and per first episode of such a child.
with

stated_dates as (

    select
        return_id,
        child,
        row_number,
        date_perm_text,
        case
            when
                {{ matches(
                    'date_perm_text', '(ZZ|[0-9]{1,2})/(ZZ|[0-9]{1,2})/(ZZZZ|[0-9]{4})'
                ) }}
                then replace(replace(date_perm_text, 'ZZZZ', '2000'), 'ZZ', '01')
        end as earliest_text
    from {{ ref('returncheck', 'stg_ssda903__prev_perm') }}
    where date_perm_text is not null

),

earliest_days as (

    select
        return_id,
        child,
        row_number,
        date_perm_text,
        {{ to_day_first_date('earliest_text') }} as earliest_day
    from stated_dates

),

latest_days as (

    select
        return_id,
        child,
        row_number,
        earliest_day,
        case
            when date_perm_text like '%/ZZZZ' then cast(null as date)
            when date_perm_text like 'ZZ/ZZ/%'
                then {{ add_days(add_months('earliest_day', 12), -1) }}
            when date_perm_text like 'ZZ/%'
                then {{ add_days(add_months('earliest_day', 1), -1) }}
            when date_perm_text like '%/ZZ/%' then {{ add_months('earliest_day', 11) }}
            else earliest_day
        end as latest_day
    from earliest_days

),

first_episodes as (

    select
        return_id,
        child,
        row_number,
        decom
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and decom is not null
    qualify
        row_number() over (
            partition by return_id, child
            order by decom asc nulls last, row_number asc
        ) = 1

),

failing_dates as (

    select
        latest_days.return_id,
        latest_days.row_number,
        {{ finding_key([
            'latest_days.child',
            'case when latest_days.child is null then latest_days.row_number end',
        ]) }} as finding_key,
        first_episodes.row_number as episode_row
    from latest_days
    left join first_episodes
        on
            latest_days.return_id = first_episodes.return_id
            and latest_days.child = first_episodes.child
    where
        latest_days.earliest_day is null
        or latest_days.latest_day >= first_episodes.decom

),

locations as (

    select
        return_id,
        finding_key,
        'PrevPerm' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_dates
    union all
    select distinct
        return_id,
        finding_key,
        'Episodes' as table_name,
        episode_row as row_number,
        'related' as role,
        cast(null as string) as details
    from failing_dates
    where episode_row is not null

)

select * from locations
