-- One row per stated figure without a denominator whose denominator is known from
-- elsewhere: the population of its area, or the working days of its period.
with

stated_figures as (

    select * from {{ ref('int_stated_figures') }}

),

populations as (

    select * from {{ ref('int_populations_by_return_year') }}

),

revisions as (

    select * from {{ ref('int_population_revisions') }}

),

calendar as (

    select * from {{ ref('int_calendar') }}

),

figures_without_denominator as (

    select *
    from stated_figures
    where
        denominator is null
        and numerator is not null
        and value_printed is not null

),

rates as (

    select
        figures.*,
        10000.0 * figures.numerator / populations.population as expected_value,
        revisions.least_factor,
        revisions.most_factor,
        figures.return_year < 2016
        or not populations.is_of_year_before as is_unknown_denominator,
        concat(
            'population aged 0 to 17 in mid-',
            populations.mid_year,
            case
                when not populations.is_of_year_before then ', the latest there is'
                when figures.return_year < 2016 then ', re-based since'
            end
        ) as denominator_name
    from figures_without_denominator as figures
    inner join populations
        on
            figures.area_code = populations.area_code
            and figures.return_year = populations.return_year
    left join revisions
        on
            figures.area_code = revisions.area_code
            and figures.return_year = revisions.return_year
    where figures.unit = 'per_10k'

),

daily_means as (

    select
        figures.*,
        figures.numerator
        / nullif(
            end_days.working_day_number - (
                start_days.working_day_number
                - case when start_days.is_working_day then 1 else 0 end
            ),
            0
        ) as expected_value,
        cast(null as double) as least_factor,
        cast(null as double) as most_factor,
        false as is_unknown_denominator,
        'working days of the period' as denominator_name
    from figures_without_denominator as figures
    inner join calendar as start_days
        on figures.period_start = start_days.calendar_date
    inner join calendar as end_days
        on
            figures.period_end = end_days.calendar_date
            and figures.period_start <= figures.period_end
    where figures.indicator_id = 'contacts_per_working_day'

),

all_figures as (

    select * from rates
    union all
    select * from daily_means

),

toleranced_figures as (

    select
        *,
        {{ rounding_tolerance('value_decimals') }} as tolerance
    from all_figures

),

known_denominators as (

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
        'known_denominator' as comparison,
        value_printed as stated_value,
        expected_value,
        tolerance,
        case
            when expected_value is null then 'untestable'
            when abs(value_printed - expected_value) <= tolerance then 'agrees'
            when
                value_printed between expected_value * least_factor - tolerance
                and expected_value * most_factor + tolerance
                then 'revised_since'
            when is_unknown_denominator then 'untestable'
            else 'disagrees'
        end as status,
        'denominator: ' || denominator_name as reason
    from toleranced_figures

)

select * from known_denominators
