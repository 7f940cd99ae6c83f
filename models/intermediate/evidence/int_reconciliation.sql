-- One row per figure and comparison with another statement of the same figure, with
-- what there is to know of it, in words.
with

outcomes as (

    select * from {{ ref('returncheck', 'int_reconciliation_outcomes') }}

),

tolerances as (

    select * from {{ ref('returncheck', 'int_reconciliation_tolerances') }}

),

team_figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__team_figures') }}

),

sentences as (

    select * from {{ ref('returncheck', 'rc_sentences') }}

),

templates as (

    select
        outcomes.*,
        team_figures.team,
        reasons.template as reason_template,
        concat(
            coalesce(reasons.template, ''),
            coalesce(qualifiers.template, ''),
            coalesce(hints.template, ''),
            coalesce(remarks.template, '')
        ) as whole_template,
        tolerance_reasons.template as tolerance_template,
        tolerances.rounding_decimals
    from outcomes
    left join tolerances
        on
            outcomes.return_id = tolerances.return_id
            and outcomes.table_name = tolerances.table_name
            and outcomes.row_number is not distinct from tolerances.row_number
            and outcomes.indicator_id is not distinct from tolerances.indicator_id
            and outcomes.comparison = tolerances.comparison
    left join team_figures
        on
            outcomes.table_name = 'Figures'
            and outcomes.return_id = team_figures.return_id
            and outcomes.row_number = team_figures.row_number
    left join sentences as reasons
        on
            case
                when
                    outcomes.reason_code = 'parts_printed'
                    and outcomes.count_1 = 1
                    and outcomes.count_2 = 1
                    then 'one_part_printed'
                when
                    outcomes.reason_code = 'parts_printed'
                    and outcomes.count_1 = outcomes.count_2
                    then 'all_parts_printed'
                else outcomes.reason_code
            end = reasons.code
    left join sentences as qualifiers
        on outcomes.qualifier_code = qualifiers.code
    left join sentences as hints
        on outcomes.hint_code = hints.code
    left join sentences as remarks
        on outcomes.remark_code = remarks.code
    left join sentences as tolerance_reasons
        on tolerances.tolerance_code = tolerance_reasons.code

),

-- Rounded where they were found; no more than four decimals are shown.
numbers_in_words as (

    select
        *,
        {{ number_in_words('number_1', 4) }} as words_1,
        {{ number_in_words('number_2', 4) }} as words_2,
        {{ number_in_words('number_3', 4) }} as words_3,
        {{ number_in_words('number_4', 4) }} as words_4,
        {{ number_in_words('number_5', 4) }} as words_5,
        {{ day_in_words('day_1') }} as day_in_words
    from templates

),

filled_reasons as (

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
        comparison,
        stated_value,
        expected_value,
        difference,
        tolerance,
        status,
        severity,
        reason_code,
        case when reason_template is not null then {{ fill_template('whole_template', {
            'number_1': 'words_1',
            'number_2': 'words_2',
            'number_3': 'words_3',
            'number_4': 'words_4',
            'number_5': 'words_5',
            'count_1': 'cast(count_1 as string)',
            'count_2': 'cast(count_2 as string)',
            'day_1': 'day_in_words',
            'text_2': 'text_2',
            'text_1': 'text_1',
        }) }} end as reason,
        published_note,
        {{ fill_template('tolerance_template', {
            'decimals': 'cast(rounding_decimals as string)',
        }) }} as tolerance_reason,
        comparator_name,
        -- As an explanation names it.
        concat(
            coalesce(indicator_id, 'figure'),
            ' ',
            case
                when period_end is null then 'without a period'
                when coalesce(period_start, period_end) = period_end
                    then cast(period_end as string)
                else
                    cast(period_start as string) || ' to '
                    || cast(period_end as string)
            end,
            coalesce(' for ' || comparator_name, ''),
            coalesce(' of ' || team, '')
        ) as figure
    from numbers_in_words

),

reconciliation as (

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
        comparison,
        stated_value,
        expected_value,
        difference,
        tolerance,
        status,
        severity,
        reason_code,
        coalesce(reason || '; ' || published_note, reason, published_note) as reason,
        tolerance_reason,
        comparator_name,
        figure
    from filled_reasons

)

select * from reconciliation
