-- One row per daily mean with a count, its own or that of the contacts in the same
-- report: what that count over the working days of its period gives.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

period_working_days as (

    select * from {{ ref('returncheck', 'int_period_working_days') }}

),

contacts as (

    select *
    from {{ ref('returncheck', 'int_printed_counts') }}
    where indicator_id = 'contacts'

),

counted_means as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        coalesce(figures.numerator, contacts.printed_count) as counted,
        figures.numerator is null and coalesce(contacts.is_assumed, false)
            as is_count_assumed
    from stated_figures as figures
    left join contacts
        on
            figures.return_id = contacts.return_id
            and figures.table_name = contacts.table_name
            and figures.area_code = contacts.area_code
            and figures.period_start = contacts.period_start
            and figures.period_end = contacts.period_end
    where
        figures.indicator_id = 'contacts_per_working_day'
        and figures.value_printed is not null

),

daily_means as (

    select
        figures.*,
        counts.counted / nullif(days.working_days, 0) as expected_value,
        cast(null as double) as least_factor,
        cast(null as double) as most_factor,
        figures.period_basis = 'assumed' or counts.is_count_assumed as is_unsure,
        false as is_beyond_revision,
        'mean_implies_days' as reason_code,
        {{ reason_columns(
            number_1=rounded('counts.counted', 1),
            number_2=rounded(
                'counts.counted / nullif(figures.value_printed, 0)', 1
            ),
            count_1='days.working_days'
        ) }}
    from stated_figures as figures
    inner join counted_means as counts
        on
            figures.return_id = counts.return_id
            and figures.table_name = counts.table_name
            and figures.row_number = counts.row_number
    inner join period_working_days as days
        on
            figures.period_start = days.period_start
            and figures.period_end = days.period_end
    where counts.counted is not null

)

select * from daily_means
