-- One row per claim in words whose other side is known: the limits between which that
-- lies. What the row itself prints is that, else what the report prints in another row,
-- else what other reports print, else what is published.
with

claims as (

    select * from {{ ref('returncheck', 'int_claims') }}

),

statement_bounds as (

    select * from {{ ref('returncheck', 'int_statement_bounds') }}

),

comparators as (

    select * from {{ ref('returncheck', 'int_kpi_return__comparators') }}

),

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

quotable_values as (

    select * from {{ ref('returncheck', 'int_quotable_values') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

dated_claims as (

    select
        *,
        {{ add_days('period_start', -1) }} as day_before,
        {{ add_months('period_end', -12) }} as year_before
    from claims

),

own_row as (

    select
        claims.return_id,
        claims.row_number,
        1 as source_place,
        bounds.least_value,
        bounds.most_value,
        false as is_assumed,
        cast(null as date) as day_of,
        false as is_not_out
    from dated_claims as claims
    inner join statement_bounds as bounds
        on
            bounds.table_name = 'Comparators'
            and claims.return_id = bounds.return_id
            and claims.row_number = bounds.row_number

),

other_rows as (

    select
        claims.return_id,
        claims.row_number,
        2 as source_place,
        bounds.least_value,
        bounds.most_value,
        false as is_assumed,
        bounds.period_end as day_of,
        false as is_not_out
    from dated_claims as claims
    inner join comparators
        on
            claims.return_id = comparators.return_id
            and claims.comparator = comparators.comparator
            and claims.row_number <> comparators.row_number
    inner join statement_bounds as bounds
        on
            bounds.table_name = 'Comparators'
            and comparators.return_id = bounds.return_id
            and comparators.row_number = bounds.row_number
            and claims.indicator_id = bounds.indicator_id
            and claims.period_type = bounds.period_type
            and claims.period_start is not distinct from bounds.period_start
            and claims.period_end is not distinct from bounds.period_end
    where claims.comparator not in ('own', 'target')

),

targets as (

    select
        claims.return_id,
        claims.row_number,
        2 as source_place,
        figures.target as least_value,
        figures.target as most_value,
        false as is_assumed,
        figures.period_end as day_of,
        false as is_not_out
    from dated_claims as claims
    inner join stated_figures as figures
        on
            figures.table_name = 'Figures'
            and claims.return_id = figures.return_id
            and claims.indicator_id = figures.indicator_id
            and claims.period_type = figures.period_type
            and claims.period_start is not distinct from figures.period_start
            and claims.period_end is not distinct from figures.period_end
    where
        claims.comparator = 'target'
        and figures.team is null
        and figures.target is not null

),

-- A month comes before the next; a state on a day, or a figure of a year so far, after
-- the last that is printed.
earlier_rows as (

    select
        claims.return_id,
        claims.row_number,
        case when claims.return_id = bounds.return_id then 2 else 3 end
            as source_place,
        bounds.least_value,
        bounds.most_value,
        bounds.is_assumed or bounds.is_local as is_assumed,
        bounds.period_end as day_of,
        false as is_not_out
    from dated_claims as claims
    inner join statement_bounds as bounds
        on
            bounds.table_name = 'Figures'
            and claims.la_code = bounds.la_code
            and claims.indicator_id = bounds.indicator_id
            and claims.period_type = bounds.period_type
            and claims.period_end > bounds.period_end
            and (
                claims.since_day = bounds.period_end
                or (
                    claims.since_day is null
                    and (
                        claims.period_type
                        in ('snapshot', 'year_to_date', 'rolling_12_months')
                        or claims.day_before = bounds.period_end
                    )
                )
            )
    where claims.comparator = 'own' and bounds.team is null
    qualify
        row_number() over (
            partition by claims.return_id, claims.row_number
            order by
                case when claims.return_id = bounds.return_id then 0 else 1 end asc,
                bounds.period_end desc,
                bounds.return_id asc,
                bounds.row_number asc
        ) = 1

),

published_before as (

    select
        claims.return_id,
        claims.row_number,
        4 as source_place,
        published_values.value as least_value,
        published_values.value as most_value,
        false as is_assumed,
        published_values.period_end as day_of,
        false as is_not_out
    from dated_claims as claims
    inner join published_values
        on
            claims.la_code = published_values.area_code
            and claims.indicator_id = published_values.indicator_id
            and claims.period_type = published_values.period_type
            and coalesce(claims.since_day, claims.year_before)
            = published_values.period_end
    where claims.comparator = 'own' and published_values.value is not null

),

-- A national or a mean count is no yardstick of one authority's.
published_for_others as (

    select
        claims.return_id,
        claims.row_number,
        4 as source_place,
        quoted.published_value as least_value,
        quoted.published_value as most_value,
        false as is_assumed,
        quoted.published_period_end as day_of,
        quoted.year_kind = 'not_out' as is_not_out
    from dated_claims as claims
    inner join quotable_values as quoted
        on
            claims.return_id = quoted.return_id
            and claims.row_number = quoted.row_number
    where
        quoted.published_value is not null
        and not quoted.is_of_other_period
        and (claims.unit <> 'count' or claims.comparator like 'authority:%')

),

all_yardsticks as (

    select * from own_row
    union all
    select * from other_rows
    union all
    select * from targets
    union all
    select * from earlier_rows
    union all
    select * from published_before
    union all
    select * from published_for_others

),

best_sources as (

    select
        return_id,
        row_number,
        min(source_place) as source_place
    from all_yardsticks
    group by return_id, row_number

),

claim_yardsticks as (

    select
        yardsticks.return_id,
        yardsticks.row_number,
        case yardsticks.source_place
            when 4 then 'published'
            when 3 then 'other_report'
            else 'printed'
        end as yardstick_source,
        min(yardsticks.least_value) as least_value,
        max(yardsticks.most_value) as most_value,
        sum(case when yardsticks.is_assumed then 1 else 0 end) > 0 as is_assumed,
        max(yardsticks.day_of) as day_of,
        min(case when yardsticks.is_not_out then 1 else 0 end) = 1 as is_not_out
    from all_yardsticks as yardsticks
    inner join best_sources
        on
            yardsticks.return_id = best_sources.return_id
            and yardsticks.row_number = best_sources.row_number
            and yardsticks.source_place = best_sources.source_place
    group by
        yardsticks.return_id, yardsticks.row_number, yardsticks.source_place

)

select * from claim_yardsticks
