-- One row per figure of several whole months, with what its months in the same report
-- say, and one with what its quarters say.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

whole_month_figures as (

    select
        figures.*,
        coalesce(figures.value_printed, figures.value_of_parts) as stated_value,
        (
            extract(year from figures.period_end)
            - extract(year from figures.period_start)
        ) * 12
        + extract(month from figures.period_end)
        - extract(month from figures.period_start) + 1 as months_covered
    from stated_figures as figures
    inner join indicators
        on
            figures.indicator_id = indicators.indicator_id
            and indicators.period_type = 'year'
    where
        extract(day from figures.period_start) = 1
        and extract(day from {{ add_days('figures.period_end', 1) }}) = 1

),

months as (

    select
        *,
        coalesce(value_decimals, 9) as decimals
    from whole_month_figures
    where
        (period_type = 'month' and months_covered = 1)
        or (period_type = 'quarter' and months_covered = 3)
    qualify
        row_number() over (
            partition by
                return_id,
                table_name,
                area_code,
                indicator_id,
                period_type,
                period_start
            order by row_number desc
        ) = 1

),

period_months as (

    select
        periods.return_id,
        periods.table_name,
        periods.row_number,
        try_cast(
            periods.months_covered / months.months_covered as bigint
        ) as months_covered,
        months.months_covered as months_each,
        periods.stated_value,
        count(months.stated_value) as months_printed,
        count(months.value_of_parts) as months_with_parts,
        sum(months.stated_value) as month_sum,
        min(
            months.stated_value - {{ rounding_tolerance('months.decimals') }}
        ) as least_month,
        max(
            months.stated_value + {{ rounding_tolerance('months.decimals') }}
        ) as most_month,
        sum(months.numerator) as numerator_sum,
        sum(months.denominator) as denominator_sum,
        max(case when months.period_basis = 'assumed' then 1 else 0 end) = 1
            as has_assumed_month
    from whole_month_figures as periods
    inner join months
        on
            periods.return_id = months.return_id
            and periods.table_name = months.table_name
            and periods.area_code = months.area_code
            and periods.indicator_id = months.indicator_id
            and periods.period_start <= months.period_start
            and periods.period_end >= months.period_end
            and periods.months_covered > months.months_covered
            and mod(periods.months_covered, months.months_covered) = 0
            and mod(
                (
                    extract(year from months.period_start)
                    - extract(year from periods.period_start)
                ) * 12
                + extract(month from months.period_start)
                - extract(month from periods.period_start),
                months.months_covered
            ) = 0
    where
        periods.period_type not in ('month', 'snapshot')
        and periods.stated_value is not null
    group by
        periods.return_id,
        periods.table_name,
        periods.row_number,
        periods.months_covered,
        months.months_covered,
        periods.stated_value

)

select * from period_months
where months_printed > 0
