-- One row per count of a year that is not published yet and equal to the published one
-- of the year before, which may have been printed again. Others have no row.
with

dated_statements as (

    select * from {{ ref('returncheck', 'int_dated_statements') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

repeated_counts as (

    select
        figures.*,
        before.return_year as year_before
    from dated_statements as figures
    inner join published_values as before
        on
            figures.indicator_id = before.indicator_id
            and figures.area_code = before.area_code
            and figures.return_year - 1 = before.return_year
            and figures.period_end = {{ add_months('before.period_end', 12) }}
            and figures.value_stated = before.value
    left join published_values as current_values
        on
            figures.indicator_id = current_values.indicator_id
            and figures.area_code = current_values.area_code
            and figures.return_year = current_values.return_year
    where
        figures.table_name = 'Figures'
        and figures.unit = 'count'
        and figures.value_stated >= 100
        and current_values.value is null
        and (not figures.is_of_span or figures.months_covered = 12)

),

year_comparisons as (

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
        'year_before' as comparison,
        value_stated as stated_value,
        cast(null as double) as expected_value,
        cast(null as double) as tolerance,
        case when is_assumed then 'untestable' else 'in_question' end as status,
        'is_of_year_before' as reason_code,
        {{ reason_columns(count_1='year_before') }}
    from repeated_counts

)

select * from year_comparisons
