-- One row per figure that disagrees, was revised since, or could not be tested at
-- all.
with

sentences as (

    select * from {{ ref('int_reconciliation_sentences') }}

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
    from sentences

),

told_comparisons as (

    select *
    from reached_figures
    where
        status in ('disagrees', 'revised_since')
        or (
            is_reached = 0
            and comparison_number = 1
            and table_name <> 'indicators'
        )

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
        table_name || '|' || coalesce(cast(row_number as string), indicator_id)
        || '|' || comparison as finding_key,
        nullif(table_name, 'indicators') as table_name,
        row_number,
        cast(null as string) as child_id,
        case
            when table_name = 'indicators' then indicator_id
            else 'value'
        end as field,
        {{ readable_number('stated_value', 6) }} as value,
        concat(
            title,
            ': ',
            sentence,
            case
                when status = 'disagrees' and severity = 'error' then '. Correct it.'
                when status = 'disagrees' then '. Correct it or say why.'
                when status = 'revised_since' then '.'
                else '. Give the parts of the figure and its period.'
            end
        ) as message
    from told_comparisons

)

select * from reconciliation_findings
