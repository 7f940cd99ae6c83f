-- One row per recomputed or reported value: its verdict, and why it takes no place
-- among the published figures, where it takes none.
with

loaded_values as (

    select * from {{ ref('returncheck', 'int_loaded_values') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

figure_evidence as (

    select * from {{ ref('returncheck', 'int_figure_evidence') }}

),

weighed_values as (

    select
        loaded_values.source,
        loaded_values.return_id,
        loaded_values.row_number,
        loaded_values.la_code,
        loaded_values.indicator_id,
        loaded_values.value,
        loaded_values.completeness,
        loaded_values.is_annual,
        loaded_values.period_basis,
        case
            when loaded_values.source = 'reported'
                then coalesce(figure_evidence.verdict, 'untestable')
        end as verdict,
        -- Published figures are of a year that ends, or a state, on one day of the
        -- year.
        coalesce(
            extract(month from loaded_values.period_end) * 100
            + extract(day from loaded_values.period_end)
            <> cast(replace(indicators.year_end, '-', '') as integer),
            false
        ) as is_of_another_day
    from loaded_values
    left join indicators
        on loaded_values.indicator_id = indicators.indicator_id
    left join figure_evidence
        on
            loaded_values.return_id = figure_evidence.return_id
            and loaded_values.table_name = figure_evidence.table_name
            and loaded_values.row_number = figure_evidence.row_number

),

loaded_soundness as (

    select
        source,
        return_id,
        row_number,
        la_code,
        indicator_id,
        period_basis,
        verdict,
        case
            when value is null then 'no_value'
            when verdict = 'contradicted' then 'contradicted'
            when completeness = 'lower_bound' then 'lower_bound'
            when period_basis = 'assumed' then 'assumed_period'
            when not is_annual then 'part_of_a_year'
            when is_of_another_day then 'another_day'
        end as rank_reason
    from weighed_values

)

select * from loaded_soundness
