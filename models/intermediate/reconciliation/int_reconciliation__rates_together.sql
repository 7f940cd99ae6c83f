-- One row per rate with a count that implies another number of children than a second
-- rate of the same report, area and year does. Others have no row.
with

population_statements as (

    select *
    from {{ ref('returncheck', 'int_population_statements') }}
    where is_implied and population is not null

),

dated_statements as (

    select * from {{ ref('returncheck', 'int_dated_statements') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

-- Counts of children looked after were printed to the nearest 5 to 2018, and their
-- rates stood on other estimates.
implied_populations as (

    select
        statements.*,
        figures.la_code,
        figures.indicator_id,
        figures.return_year,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        figures.title,
        figures.is_assumed,
        figures.support,
        statements.population_year <= 2018 and indicators.topic = 'Looked after'
            as is_of_other_estimates
    from population_statements as statements
    inner join dated_statements as figures
        on
            statements.return_id = figures.return_id
            and statements.table_name = figures.table_name
            and statements.row_number = figures.row_number
    inner join indicators
        on figures.indicator_id = indicators.indicator_id
    where figures.definition = 'national'

),

pairs as (

    select
        rates.*,
        others.row_number as other_row_number,
        others.title as other_title,
        others.population as other_population,
        (rates.most_population - rates.least_population) / 2
        + (others.most_population - others.least_population) / 2 as tolerance,
        case
            when rates.is_assumed or others.is_assumed then 'untestable'
            when rates.support > others.support then 'untestable'
            when rates.support < others.support then 'disagrees'
            else 'in_question'
        end as status
    from implied_populations as rates
    inner join implied_populations as others
        on
            rates.return_id = others.return_id
            and rates.table_name = others.table_name
            and rates.area_code = others.area_code
            and rates.population_year = others.population_year
            and rates.is_of_other_estimates = others.is_of_other_estimates
            and rates.row_number <> others.row_number
            and (
                rates.least_population > others.most_population
                or rates.most_population < others.least_population
            )
    where
        not rates.is_of_other_estimates
        and not (rates.support = 3 and others.support = 3)
    qualify
        row_number() over (
            partition by rates.return_id, rates.table_name, rates.row_number
            order by
                others.support desc,
                abs(rates.population - others.population) desc,
                others.row_number
        ) = 1

),

rate_comparisons as (

    select
        return_id,
        table_name,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        'rates_of_one_population' as comparison,
        population as stated_value,
        other_population as expected_value,
        tolerance,
        status,
        'rate_in_row' as reason_code,
        {{ reason_columns(
            remark_code="case when status = 'in_question' then 'which_is_not_known'"
            " when status = 'untestable' and support > 1 then 'other_is_in_question'"
            ' end',
            count_1='other_row_number',
            text_1='other_title'
        ) }}
    from pairs

)

select * from rate_comparisons
