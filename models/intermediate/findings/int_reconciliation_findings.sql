-- One row per figure that disagrees, was revised since, or could not be tested at all.
with

reconciliation as (

    select * from {{ ref('fct_reconciliation') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

-- A figure that no comparison reaches is said once, not once a comparison.
reached_figures as (

    select
        *,
        max(case when status = 'untestable' then 0 else 1 end) over (
            partition by return_id, table_name, row_number, indicator_id
        ) as is_reached,
        row_number() over (
            partition by return_id, table_name, row_number, indicator_id
            order by comparison
        ) as comparison_number
    from reconciliation

),

told_comparisons as (

    select
        reached_figures.*,
        coalesce(indicators.title, reached_figures.indicator_id, 'A figure')
        || coalesce(', as quoted for ' || reached_figures.comparator_name || ',', '')
        || case reached_figures.comparison
            when 'numerator_against_total' then ': its numerator'
            when 'denominator_against_total' then ': its denominator'
            when 'part_in_total' then ': its total'
            when 'target_unit' then ': its target'
            else ''
        end as title,
        reached_figures.status in ('disagrees', 'revised_since')
        or (
            reached_figures.is_reached = 0
            and reached_figures.comparison_number = 1
            and reached_figures.table_name <> 'indicators'
        ) as is_told,
        -- As many decimals as show the difference, and at least two.
        greatest(
            2, cast(round(-log10(2 * nullif(reached_figures.tolerance, 0))) as integer)
        ) as shown_decimals,
        case reached_figures.comparison
            when 'own_parts'
                then 'its own numerator and denominator give'
            when 'known_denominator'
                then 'its numerator over the known denominator gives'
            when 'reported_against_recomputed'
                then 'the value recomputed from records is'
            when 'numerator_against_total'
                then 'the count in the report is'
            when 'denominator_against_total'
                then 'the count in the report is'
            when 'parts_against_total' then 'its parts add to'
            when 'part_in_total' then 'the parts add to'
            when 'target_unit' then 'the figure is'
            when 'period_against_months' then 'its months give'
            when 'year_to_date_against_months' then 'its months give'
            when 'population_against_estimate' then 'the population estimate is'
            when 'beside_published_year' then 'the published year gives'
            when 'definition_size' then 'the published figure is'
            when 'value_unit' then 'the limit of its unit is'
            else 'the published figure is'
        end as compared_with
    from reached_figures
    left join indicators
        on reached_figures.indicator_id = indicators.indicator_id

),

reconciliation_findings as (

    select
        return_id,
        'reconciliation' as layer,
        'reconciliation:' || case
            when status = 'untestable' then 'untestable'
            else comparison
        end as check_id,
        severity,
        table_name || '|' || coalesce(cast(row_number as varchar), indicator_id)
        || '|' || comparison as finding_key,
        nullif(table_name, 'indicators') as table_name,
        row_number,
        cast(null as varchar) as child_id,
        case
            when table_name = 'indicators' then indicator_id
            else 'value'
        end as field,
        {{ readable_number('stated_value', 6) }} as value,
        case
            when status = 'untestable'
                then concat(
                    title,
                    ' could not be compared with anything',
                    coalesce(': ' || reason, ''),
                    '. Give the parts of the figure and its period.'
                )
            when expected_value is null
                then concat(title, ': ', reason, '. Correct it or say why.')
            else concat(
                title,
                ' is ',
                {{ readable_number('stated_value', 'shown_decimals') }},
                ' but ',
                compared_with,
                ' ',
                {{ readable_number('expected_value', 'shown_decimals') }},
                coalesce(' (' || reason || ')', ''),
                case status
                    when 'revised_since'
                        then '. The population estimates revised since explain it.'
                    else '. Correct the figure or say why it differs.'
                end
            )
        end as message
    from told_comparisons
    where is_told

)

select * from reconciliation_findings
