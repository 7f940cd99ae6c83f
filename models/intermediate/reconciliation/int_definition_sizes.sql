-- One row per share or rate of a size that no authority published for its year:
-- another definition or another unit may be meant.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

nearest_published_years as (

    select * from {{ ref('returncheck', 'int_nearest_published_years') }}

),

-- Only a ratio has a size that does not depend on how large an authority is.
definition_sizes as (

    select
        figures.*,
        'definition_size' as comparison,
        years.expected_value,
        {{ rounding_tolerance('coalesce(figures.value_decimals, 9)') }} + case
            when years.stated_value < years.least_value
                then years.expected_value - years.least_value
            else years.most_value - years.expected_value
        end as tolerance,
        'size_not_published' as reason_code,
        {{ reason_columns(
            count_1='years.published_year',
            text_1=rounded('years.least_value', 1),
            text_2=rounded('years.most_value', 1)
        ) }}
    from nearest_published_years as years
    inner join stated_figures as figures
        on
            years.return_id = figures.return_id
            and years.table_name = figures.table_name
            and years.row_number = figures.row_number
    where
        years.is_same_period
        and years.is_ratio
        and (
            years.stated_value + {{ rounding_tolerance(
                'coalesce(figures.value_decimals, 9)'
            ) }} < years.least_value
            or years.stated_value - {{ rounding_tolerance(
                'coalesce(figures.value_decimals, 9)'
            ) }} > years.most_value
        )

)

select * from definition_sizes
