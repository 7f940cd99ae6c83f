-- One row per figure that a report states: confirmed, contradicted or untestable.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

figure_evidence as (

    select * from {{ ref('returncheck', 'int_figure_evidence') }}

),

sentences as (

    select * from {{ ref('returncheck', 'rc_sentences') }}

),

figure_verdicts as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        figures.paragraph,
        figures.la_code,
        figures.comparator_name,
        figures.indicator_id,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        figures.period_basis,
        cast(figures.numerator as double) as numerator,
        cast(figures.denominator as double) as denominator,
        cast(figures.value_printed as double) as printed_value,
        cast(
            coalesce(figures.value_printed, figures.value_of_parts) as double
        ) as stated_value,
        coalesce(evidence.verdict, 'untestable') as verdict,
        concat(
            coalesce(
                evidence.contradictions,
                evidence.confirmations,
                only_words.template,
                evidence.gaps,
                nothing_else.template
            ),
            coalesce(' ' || evidence.asides, '')
        ) as reason,
        figures.team,
        cast(figures.value_low as double) as value_low,
        cast(figures.value_high as double) as value_high,
        figures.value_symbol,
        figures.numerator_symbol,
        figures.denominator_symbol
    from stated_figures as figures
    left join figure_evidence as evidence
        on
            figures.return_id = evidence.return_id
            and figures.table_name = evidence.table_name
            and figures.row_number = evidence.row_number
    left join sentences as only_words
        on
            only_words.code = case
                when figures.is_unread then 'unread_printed' else 'only_words_printed'
            end
            and figures.value_printed is null
            and figures.numerator is null
            and figures.denominator is null
            and figures.value_low is null
            and figures.value_high is null
            and figures.value_symbol is null
            and figures.numerator_symbol is null
            and figures.denominator_symbol is null
            and figures.relation is null
    left join sentences as nothing_else
        on nothing_else.code = 'nothing_states_it'

)

select * from figure_verdicts
