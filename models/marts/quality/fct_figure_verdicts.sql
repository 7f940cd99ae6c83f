-- One row per figure that a report states: confirmed, contradicted or untestable.
with

reconciliation as (

    select * from {{ ref('fct_reconciliation') }}

),

stated_figures as (

    select * from {{ ref('int_stated_figures') }}

),

-- A count is equal to its own numerator because it is the same number, and a part that
-- stands twice in a report says nothing of the figure.
weighed_comparisons as (

    select
        reconciliation.*,
        reconciliation.status in ('agrees', 'revised_since')
        and reconciliation.comparison not in (
            'numerator_against_total', 'denominator_against_total'
        )
        and not (
            reconciliation.comparison = 'own_parts'
            and coalesce(stated_figures.unit, 'count') = 'count'
        ) as is_confirming
    from stated_figures
    inner join reconciliation
        on
            stated_figures.return_id = reconciliation.return_id
            and stated_figures.table_name = reconciliation.table_name
            and stated_figures.row_number = reconciliation.row_number

),

counted_comparisons as (

    select
        return_id,
        table_name,
        row_number,
        sum(case when status = 'disagrees' then 1 else 0 end) as contradicting,
        sum(case when is_confirming then 1 else 0 end) as confirming,
        string_agg(
            case
                when status = 'disagrees'
                    then concat(
                        comparison,
                        case
                            when expected_value is not null
                                then concat(
                                    ' (',
                                    {{ readable_number('stated_value', 2) }},
                                    ' against ',
                                    {{ readable_number('expected_value', 2) }},
                                    ')'
                                )
                        end,
                        coalesce(': ' || reason, '')
                    )
            end,
            '; '
            order by comparison
        ) as contradictions,
        string_agg(
            case when is_confirming then comparison end, ', '
            order by comparison
        ) as confirmations,
        string_agg(
            case
                when status in ('untestable', 'plausible')
                    then concat(
                        comparison, ': ',
                        case when status = 'plausible' then 'plausible, ' else '' end,
                        reason
                    )
            end,
            '; '
            order by comparison
        ) as gaps
    from weighed_comparisons
    group by return_id, table_name, row_number

),

figure_verdicts as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        figures.la_code,
        figures.indicator_id,
        cast(
            coalesce(figures.value_printed, figures.value_of_parts) as double
        ) as stated_value,
        case
            when counted.contradicting > 0 then 'contradicted'
            when counted.confirming > 0 then 'confirmed'
            else 'untestable'
        end as verdict,
        case
            when counted.contradicting > 0 then counted.contradictions
            when counted.confirming > 0 then counted.confirmations
            else coalesce(counted.gaps, 'nothing else states the figure')
        end as reason
    from stated_figures as figures
    left join counted_comparisons as counted
        on
            figures.return_id = counted.return_id
            and figures.table_name = counted.table_name
            and figures.row_number = counted.row_number

)

select * from figure_verdicts
