-- One row per return, indicator of placements and month that cannot be told without an
-- earlier return: what is absent.
with

months as (

    select * from {{ ref('returncheck', 'int_return_months') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

earlier_returns as (

    select * from {{ ref('returncheck', 'int_ssda903__earlier_returns') }}

),

known_from as (

    select
        periods.return_id,
        coalesce(min(earlier_returns.earlier_start), min(periods.collection_start))
            as first_day,
        coalesce(min(earlier_returns.earlier_year), min(periods.return_year)) - 1
            as year_lacking
    from periods
    left join earlier_returns
        on periods.return_id = earlier_returns.return_id
    group by periods.return_id

),

-- Placements are counted from the first day of the twelve months, and followed for two
-- and a half years.
looking_back as (

    select
        return_id,
        'cla_three_or_more_placements' as indicator_id,
        month_end,
        {{ add_months('month_start', -11) }} as needed_from
    from months
    union all
    select
        return_id,
        'cla_long_term_stability' as indicator_id,
        month_end,
        {{ add_months('month_end', -30) }} as needed_from
    from months

),

placement_gaps as (

    select
        looking_back.return_id,
        looking_back.indicator_id,
        looking_back.month_end,
        'Episodes in the return of ' || known_from.year_lacking as absent_tables
    from looking_back
    inner join known_from
        on looking_back.return_id = known_from.return_id
    where looking_back.needed_from < known_from.first_day

)

select * from placement_gaps
