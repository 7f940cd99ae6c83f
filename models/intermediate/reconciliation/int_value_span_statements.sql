-- One row per figure that is printed as a span and other statement of the same figure:
-- its own parts, what is published or quoted rightly, and what the records give.
with

spans as (

    select *
    from {{ ref('returncheck', 'int_stated_figures') }}
    where
        value_printed is null
        and coalesce(value_low, value_high) is not null
        and coalesce(value_low <= value_high, true)

),

published as (

    select * from {{ ref('returncheck', 'int_loaded_values_beside_published') }}

),

quoted as (

    select * from {{ ref('returncheck', 'int_quoted_values') }}

),

recomputed as (

    select * from {{ ref('returncheck', 'int_recomputed_beside_printed') }}

),

span_statements as (

    select
        *,
        'span_against_parts' as comparison,
        value_of_parts as expected_value,
        cast(null as double) as least_factor,
        cast(null as double) as most_factor,
        false as is_unsure
    from spans
    where value_of_parts is not null
    union all
    select
        spans.*,
        'span_against_published' as comparison,
        published.published_value as expected_value,
        published.least_factor,
        published.most_factor,
        spans.period_basis = 'assumed' as is_unsure
    from spans
    inner join published
        on
            spans.return_id = published.return_id
            and spans.table_name = published.table_name
            and spans.row_number = published.row_number
    where
        published.published_value is not null
        and published.is_annual
        and published.period_end = published.published_period_end
    union all
    select
        spans.*,
        'span_against_published' as comparison,
        quoted.published_value as expected_value,
        quoted.least_factor,
        quoted.most_factor,
        quoted.is_of_other_period
        or quoted.year_kind = 'not_out'
        or not quoted.is_model_of_the_time
        or (
            quoted.year_named is null
            and coalesce(
                quoted.latest_possible_year not between quoted.first_held_year
                and quoted.last_held_year,
                false
            )
        ) as is_unsure
    from spans
    inner join quoted
        on
            spans.return_id = quoted.return_id
            and spans.row_number = quoted.row_number
    where spans.table_name = 'Comparators' and quoted.published_value is not null
    union all
    select
        spans.*,
        'span_against_recomputed' as comparison,
        recomputed.recomputed_value as expected_value,
        cast(null as double) as least_factor,
        cast(null as double) as most_factor,
        spans.period_basis = 'assumed' as is_unsure
    from spans
    inner join recomputed
        on
            spans.return_id = recomputed.return_id
            and spans.table_name = recomputed.table_name
            and spans.row_number = recomputed.row_number

)

select * from span_statements
