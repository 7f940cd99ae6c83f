-- One row per figure that disagrees, was revised since, or could not be tested at
-- all.
with

sentences as (

    select * from {{ ref('returncheck', 'int_reconciliation_sentences') }}

),

templates as (

    select * from {{ ref('returncheck', 'rc_sentences') }}

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
    where comparison <> 'definition_wording'

),

told_comparisons as (

    select
        *,
        case
            when status = 'disagrees' and severity = 'error' then 'told_to_correct'
            when status in ('disagrees', 'in_question')
                then 'told_to_correct_or_explain'
            when reason_code = 'parts_in_question' then 'told_to_correct_parts'
            when status = 'revised_since' then 'told_of_revision'
            else 'told_to_give_parts'
        end as message_code
    from reached_figures
    where
        status in ('disagrees', 'in_question', 'revised_since')
        or reason_code = 'parts_in_question'
        or (
            is_reached = 0
            and comparison_number = 1
            and table_name <> 'indicators'
        )

),

messages as (

    select
        told_comparisons.*,
        {{ fill_template('templates.template', {
            'title': 'told_comparisons.title',
            'sentence': 'told_comparisons.sentence',
        }) }} as message
    from told_comparisons
    inner join templates
        on told_comparisons.message_code = templates.code

),

reconciliation_findings as (

    select
        return_id,
        'reconciliation' as layer,
        'reconciliation:' || case
            when message_code = 'told_to_give_parts' then 'untestable'
            else comparison
        end as check_id,
        severity,
        -- By what is printed, so that the order of rows makes no difference.
        case
            when row_number is null
                then table_name || '|' || indicator_id || '|' || comparison
            else
                {{ finding_key([
                    'table_name',
                    'indicator_id',
                    'comparison',
                    'title',
                    'stated_value',
                ]) }}
                || '|' || cast(
                    row_number() over (
                        partition by
                            return_id,
                            table_name,
                            indicator_id,
                            comparison,
                            title,
                            stated_value
                        order by row_number nulls last
                    ) as string
                )
        end as finding_key,
        nullif(table_name, 'indicators') as table_name,
        row_number,
        cast(null as string) as child_id,
        case
            when table_name = 'indicators' then indicator_id
            else 'value'
        end as field,
        {{ readable_number('stated_value', 6) }} as value,
        message
    from messages

)

select * from reconciliation_findings
