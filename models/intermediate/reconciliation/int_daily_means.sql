-- One row per daily mean with a count: what that count over the working days of its
-- period gives.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

period_working_days as (

    select * from {{ ref('returncheck', 'int_period_working_days') }}

),

daily_means as (

    select
        figures.*,
        figures.numerator / nullif(days.working_days, 0) as expected_value,
        cast(null as double) as least_factor,
        cast(null as double) as most_factor,
        figures.period_basis = 'assumed' as is_unsure,
        false as is_beyond_revision,
        'mean_implies_days' as reason_code,
        {{ reason_columns(
            number_1='round(figures.numerator, 1)',
            number_2='round(figures.numerator'
            ' / nullif(figures.value_printed, 0), 1)',
            count_1='days.working_days'
        ) }}
    from stated_figures as figures
    inner join period_working_days as days
        on
            figures.period_start = days.period_start
            and figures.period_end = days.period_end
    where
        figures.indicator_id = 'contacts_per_working_day'
        and figures.numerator is not null
        and figures.value_printed is not null

)

select * from daily_means
