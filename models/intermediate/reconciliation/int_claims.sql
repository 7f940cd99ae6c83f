-- One row per claim in words about a figure of the authority: between what limits that
-- figure lies, as the same report prints it for the period, or else as it is published,
-- or else as its printed count and the population give it.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

comparators as (

    select * from {{ ref('returncheck', 'int_kpi_return__comparators') }}

),

statement_bounds as (

    select * from {{ ref('returncheck', 'int_statement_bounds') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

rate_parts as (

    select *
    from {{ ref('returncheck', 'int_known_indicator_parts') }}
    where part = 'numerator'

),

populations as (

    select *
    from {{ ref('returncheck', 'int_populations_by_return_year') }}
    where is_of_year_before

),

claims as (

    select
        figures.return_id,
        figures.row_number,
        figures.la_code,
        figures.indicator_id,
        figures.unit,
        figures.return_year,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        comparators.comparator,
        comparators.comparator_name,
        figures.relation,
        comparators.factor,
        comparators.factor_decimals,
        comparators.since_day
    from stated_figures as figures
    inner join comparators
        on
            figures.return_id = comparators.return_id
            and figures.row_number = comparators.row_number
    where figures.table_name = 'Comparators' and figures.relation is not null

),

own_figures as (

    select
        claims.return_id,
        claims.row_number,
        1 as source_place,
        bounds.least_value,
        bounds.most_value,
        bounds.is_assumed,
        bounds.is_local
    from claims
    inner join statement_bounds as bounds
        on
            bounds.table_name = 'Figures'
            and claims.return_id = bounds.return_id
            and claims.indicator_id = bounds.indicator_id
            and claims.period_type = bounds.period_type
            and claims.period_start is not distinct from bounds.period_start
            and claims.period_end is not distinct from bounds.period_end
    where bounds.team is null
    union all
    select
        claims.return_id,
        claims.row_number,
        2 as source_place,
        published_values.value as least_value,
        published_values.value as most_value,
        false as is_assumed,
        false as is_local
    from claims
    inner join published_values
        on
            claims.la_code = published_values.area_code
            and claims.indicator_id = published_values.indicator_id
            and claims.period_type = published_values.period_type
            and claims.period_end = published_values.period_end
    where published_values.value is not null
    union all
    select
        claims.return_id,
        claims.row_number,
        3 as source_place,
        10000 * bounds.least_value / populations.population as least_value,
        10000 * bounds.most_value / populations.population as most_value,
        bounds.is_assumed,
        bounds.is_local
    from claims
    inner join rate_parts
        on claims.indicator_id = rate_parts.indicator_id
    inner join statement_bounds as bounds
        on
            bounds.table_name = 'Figures'
            and claims.return_id = bounds.return_id
            and rate_parts.total_id = bounds.indicator_id
            and claims.period_type = bounds.period_type
            and claims.period_start is not distinct from bounds.period_start
            and claims.period_end is not distinct from bounds.period_end
    inner join populations
        on
            claims.la_code = populations.area_code
            and claims.return_year = populations.return_year
    where
        claims.unit = 'per_10k'
        and claims.period_type in ('snapshot', 'year')
        and bounds.team is null
        and populations.population > 0

),

best_sources as (

    select
        return_id,
        row_number,
        min(source_place) as source_place
    from own_figures
    group by return_id, row_number

),

limits as (

    select
        own_figures.return_id,
        own_figures.row_number,
        own_figures.source_place,
        min(own_figures.least_value) as least_value,
        max(own_figures.most_value) as most_value,
        sum(case when own_figures.is_assumed then 1 else 0 end) > 0 as is_assumed,
        sum(case when own_figures.is_local then 1 else 0 end) > 0 as is_local
    from own_figures
    inner join best_sources
        on
            own_figures.return_id = best_sources.return_id
            and own_figures.row_number = best_sources.row_number
            and own_figures.source_place = best_sources.source_place
    group by
        own_figures.return_id, own_figures.row_number, own_figures.source_place

),

claims_with_own_figures as (

    select
        claims.*,
        case limits.source_place
            when 1 then 'printed'
            when 2 then 'published'
            when 3 then 'counted'
        end as own_source,
        limits.least_value as own_least,
        limits.most_value as own_most,
        coalesce(limits.is_assumed, false) as is_own_assumed,
        coalesce(limits.is_local, false) as is_own_local
    from claims
    left join limits
        on
            claims.return_id = limits.return_id
            and claims.row_number = limits.row_number

)

select * from claims_with_own_figures
