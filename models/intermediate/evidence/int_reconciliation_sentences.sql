-- One row per figure and comparison: what it says of the figure, in words.
with

told_figures as (

    select * from {{ ref('returncheck', 'int_reconciliation_figures') }}

),

sentences as (

    select * from {{ ref('returncheck', 'rc_sentences') }}

),

templates as (

    select
        told_figures.*,
        names.template as name_template,
        concat(
            outcomes.template,
            coalesce(distances.template, ''),
            coalesce(allowances.template, ''),
            coalesce(causes.template, ''),
            coalesce(closes.template, '')
        ) as sentence_template,
        concat(
            coalesce(outcomes_again.template, outcomes.template),
            coalesce(distances_again.template, ''),
            coalesce(causes.template, ''),
            coalesce(closes.template, '')
        ) as template_again
    from told_figures
    inner join sentences as names
        on told_figures.name_code = names.code
    inner join sentences as outcomes
        on told_figures.outcome_code = outcomes.code
    left join sentences as distances
        on told_figures.distance_code = distances.code
    left join sentences as allowances
        on told_figures.allowance_code = allowances.code
    left join sentences as outcomes_again
        on told_figures.outcome_code || '_again' = outcomes_again.code
    left join sentences as distances_again
        on
            replace(replace(told_figures.distance_code, '_more', ''), '_less', '')
            || '_again'
            = distances_again.code
    left join sentences as causes
        on told_figures.cause_code = causes.code
    left join sentences as closes
        on told_figures.close_code = closes.code

),

numbers_in_words as (

    select
        *,
        {{ number_in_words('stated_value', 'shown_decimals') }} || unit_sign as stated,
        {{ number_in_words('expected_value', 'shown_decimals') }} || unit_sign
            as expected,
        {{ number_in_words('abs(difference)', 'shown_decimals') }} as distance,
        {{ number_in_words(
            'tolerance', 'case when tolerance < 1 then shown_decimals + 1 else 2 end'
        ) }} as tolerance_in_words
    from templates

),

reconciliation_sentences as (

    select
        return_id,
        table_name,
        row_number,
        indicator_id,
        comparison,
        comparator_name,
        status,
        severity,
        reason_code,
        stated_value,
        expected_value,
        outcome_code,
        place,
        is_confirming,
        reason,
        {{ fill_template('name_template', {
            'title': "coalesce(title, indicator_id, 'A figure')",
            'comparator': 'comparator_name',
            'team': 'team',
        }) }} as title,
        {{ fill_template('sentence_template', {
            'against': 'against',
            'gives': 'gives',
            'subject': 'subject',
            'stated': 'stated',
            'expected': 'expected',
            'distance': 'distance',
            'tolerance': 'tolerance_in_words',
            'tolerance_reason': 'tolerance_reason',
            'reason': 'reason',
        }) }} as sentence,
        {{ fill_template('template_again', {
            'against': 'against',
            'gives': 'gives',
            'expected': 'expected',
            'distance': 'distance',
            'reason': 'reason',
        }) }} as sentence_again
    from numbers_in_words

)

select * from reconciliation_sentences
