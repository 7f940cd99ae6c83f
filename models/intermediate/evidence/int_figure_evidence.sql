-- One row per figure that a report states and that anything was held against: what
-- contradicts it, what confirms it and what could not be tested, each in words.
with

sentences as (

    select * from {{ ref('returncheck', 'int_reconciliation_sentences') }}

),

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

-- A count is equal to its own numerator because it is the same number.
weighed_sentences as (

    select
        sentences.*,
        upper(substring(sentences.sentence, 1, 1))
        || substring(sentences.sentence, 2)
        || '.' as full_sentence,
        sentences.status in ('agrees', 'revised_since')
        and sentences.is_confirming
        and not (
            sentences.comparison = 'own_parts'
            and coalesce(stated_figures.unit, 'count') = 'count'
        ) as is_confirmation
    from stated_figures
    inner join sentences
        on
            stated_figures.return_id = sentences.return_id
            and stated_figures.table_name = sentences.table_name
            and stated_figures.row_number = sentences.row_number

),

figure_evidence as (

    select
        return_id,
        table_name,
        row_number,
        {{ joined_texts(
            "case when status = 'disagrees' then full_sentence end", ' ', 'place'
        ) }} as contradictions,
        {{ joined_texts(
            'case when is_confirmation then full_sentence end', ' ', 'place'
        ) }} as confirmations,
        {{ joined_texts(
            "case when status in ('in_question', 'untestable', 'plausible')"
            ' then full_sentence end',
            ' ',
            "case when status = 'in_question' then 0 else 1 end, place"
        ) }} as gaps
    from weighed_sentences
    group by return_id, table_name, row_number

)

select * from figure_evidence
