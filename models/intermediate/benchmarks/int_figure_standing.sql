-- One row per authority, indicator, period, source and return, with its place among all
-- authorities.
with

figure_comparators as (

    select * from {{ ref('returncheck', 'int_figure_comparators') }}

),

quartiles as (

    select * from {{ ref('returncheck', 'int_published__quartiles') }}

),

published_ranks as (

    select * from {{ ref('returncheck', 'int_published__ranks') }}

),

loaded_ranks as (

    select * from {{ ref('returncheck', 'int_loaded_ranks') }}

),

placed_figures as (

    select
        figures.*,
        cast(
            coalesce(published_ranks.published_rank, loaded_ranks.loaded_rank)
            as integer
        ) as rank,
        cast(
            coalesce(
                published_ranks.ranked_authorities, loaded_ranks.ranked_authorities
            ) as integer
        ) as ranked_authorities,
        loaded_ranks.period_basis,
        loaded_ranks.verdict,
        loaded_ranks.rank_reason,
        case
            when loaded_ranks.rank_reason is not null then null
            when figures.value is null or quartiles.median is null then null
            when figures.value <= quartiles.lower_quartile then 1
            when figures.value <= quartiles.median then 2
            when figures.value <= quartiles.upper_quartile then 3
            else 4
        end as quarter_of_values,
        case
            when loaded_ranks.rank_reason is not null then null
            when figures.polarity = 'lower' and figures.value > quartiles.upper_quartile
                then quartiles.upper_quartile
            when figures.polarity = 'lower' and figures.value > quartiles.median
                then quartiles.median
            when figures.polarity = 'lower' and figures.value > quartiles.lower_quartile
                then quartiles.lower_quartile
            when
                figures.polarity = 'higher'
                and figures.value <= quartiles.lower_quartile
                then quartiles.lower_quartile
            when figures.polarity = 'higher' and figures.value <= quartiles.median
                then quartiles.median
            when
                figures.polarity = 'higher'
                and figures.value <= quartiles.upper_quartile
                then quartiles.upper_quartile
        end as next_band_edge
    from figure_comparators as figures
    left join quartiles
        on
            figures.indicator_id = quartiles.indicator_id
            and figures.comparator_year = quartiles.return_year
    left join published_ranks
        on
            figures.source = published_ranks.source
            and figures.indicator_id = published_ranks.indicator_id
            and figures.return_year = published_ranks.return_year
            and figures.la_code = published_ranks.la_code
    left join loaded_ranks
        on
            figures.source = loaded_ranks.source
            and figures.return_id = loaded_ranks.return_id
            and figures.row_number is not distinct from loaded_ranks.row_number
            and figures.indicator_id is not distinct from loaded_ranks.indicator_id

),

figure_standing as (

    select
        *,
        case polarity
            when 'lower' then substring('ABCD', quarter_of_values, 1)
            when 'higher' then substring('DCBA', quarter_of_values, 1)
        end as quartile_band
    from placed_figures

)

select * from figure_standing
