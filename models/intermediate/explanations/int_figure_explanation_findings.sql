-- One row per explanation of a figure that explains nothing, or nothing any more.
with

explanations as (

    select * from {{ ref('returncheck', 'int_figure_explanations_checked') }}

),

matches as (

    select * from {{ ref('returncheck', 'int_figure_explanation_matches') }}

),

reconciliation as (

    select * from {{ ref('returncheck', 'int_reconciliation') }}

),

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

matched_rows as (

    select distinct row_number
    from matches

),

-- The figure as it stands now: one that is asked about before one that is not.
standing_figures as (

    select
        explanations.row_number,
        reconciliation.return_id,
        reconciliation.severity,
        {{ readable_number('reconciliation.stated_value', 6) }} as stated,
        {{ readable_number('reconciliation.expected_value', 6) }} as expected
    from explanations
    inner join reconciliation
        on
            explanations.comparison = reconciliation.comparison
            and lower(explanations.figure) = lower(reconciliation.figure)
    where
        explanations.return_id is null
        or explanations.return_id = reconciliation.return_id
    qualify
        row_number() over (
            partition by explanations.row_number
            order by
                reconciliation.severity <> 'info' desc,
                reconciliation.return_id desc,
                reconciliation.row_number desc
        ) = 1

),

latest_returns as (

    select return_id
    from returns
    where true
    qualify row_number() over (order by load_order desc) = 1

),

unmatched_explanations as (

    select
        explanations.row_number,
        explanations.comparison,
        explanations.figure,
        coalesce(
            standing_figures.return_id, returns.return_id, latest_returns.return_id
        ) as return_id,
        case
            when explanations.fault is not null then explanations.fault
            when
                standing_figures.severity <> 'info'
                and standing_figures.stated is not null
                and explanations.stated_value is null
                then 'it does not say what the figure is (stated)'
            when standing_figures.severity <> 'info'
                then
                    coalesce(
                        'it is outdated, the figures are now '
                        || standing_figures.stated
                        || coalesce(' and ' || standing_figures.expected, ''),
                        'it is outdated, the figure is held against nothing now'
                    )
            when standing_figures.severity is not null
                then 'it is outdated, the figure no longer disagrees'
            else 'there is no such figure'
        end as reason
    from explanations
    cross join latest_returns
    left join matched_rows
        on explanations.row_number = matched_rows.row_number
    left join standing_figures
        on explanations.row_number = standing_figures.row_number
    left join returns
        on explanations.return_id = returns.return_id
    where matched_rows.row_number is null

),

figure_explanation_findings as (

    select
        return_id,
        'reconciliation' as layer,
        'reconciliation:explanation' as check_id,
        'info' as severity,
        {{ finding_key(['comparison', 'figure']) }}
        || '|' || cast(
            row_number() over (
                partition by return_id, comparison, figure
                order by row_number
            ) as string
        ) as finding_key,
        'explanations' as table_name,
        row_number,
        cast(null as string) as child_id,
        'figure' as field,
        figure as value,
        concat(
            'The explanation has no effect: ',
            reason,
            '. Correct the row or remove it.'
        ) as message
    from unmatched_explanations

)

select * from figure_explanation_findings
