-- One row per figure that a report states and that anything was held against: what
-- contradicts it, what confirms it, what could not be tested, and what is told beside
-- it, each in words.
with

sentences as (

    select * from {{ ref('returncheck', 'int_reconciliation_sentences') }}

),

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

-- A count is equal to its own numerator because it is the same number. A note and a
-- target say nothing about the figure beside them.
weighed_sentences as (

    select
        sentences.*,
        sentences.comparison in ('definition_wording', 'target_unit') as is_aside,
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

sorted_sentences as (

    select
        *,
        case
            when is_aside then 'aside'
            when status = 'disagrees' then 'contradiction'
            when is_confirmation then 'confirmation'
            when status in ('in_question', 'untestable', 'plausible') then 'gap'
        end as kind
    from weighed_sentences

),

-- What stands before it in the same reason: anything, the two figures, the same value.
sentences_in_order as (

    select
        *,
        row_number() over (
            partition by return_id, table_name, row_number, kind
            order by place
        ) as place_in_reason,
        row_number() over (
            partition by return_id, table_name, row_number, kind, expected_value
            order by place
        ) as place_of_value,
        coalesce(
            sum(case when outcome_code = 'outcome_differs' then 1 else 0 end) over (
                partition by return_id, table_name, row_number, kind
                order by place
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as figures_told
    from sorted_sentences

),

-- No figure is told twice in one reason.
chosen_sentences as (

    select
        *,
        case
            when outcome_code = 'outcome_differs' and place_of_value > 1 then reason
            when outcome_code = 'outcome_differs' and place_in_reason > 1
                then sentence_again
            when outcome_code = 'outcome_differs' then sentence
            when
                expected_value is not null
                and (place_of_value > 1 or figures_told > 0)
                then sentence_again
            else sentence
        end as chosen_sentence
    from sentences_in_order

),

told_sentences as (

    select
        *,
        upper(substring(chosen_sentence, 1, 1))
        || substring(chosen_sentence, 2)
        || '.' as full_sentence
    from chosen_sentences

),

figure_evidence as (

    select
        return_id,
        table_name,
        row_number,
        {{ joined_texts(
            "case when kind = 'contradiction' then full_sentence end", ' ', 'place'
        ) }} as contradictions,
        {{ joined_texts(
            "case when kind = 'confirmation' then full_sentence end", ' ', 'place'
        ) }} as confirmations,
        {{ joined_texts(
            "case when kind = 'gap' then full_sentence end",
            ' ',
            "case when status = 'in_question' then 0 else 1 end, place"
        ) }} as gaps,
        {{ joined_texts(
            "case when kind = 'aside' then full_sentence end", ' ', 'place'
        ) }} as asides
    from told_sentences
    group by return_id, table_name, row_number

),

weighed_figures as (

    select
        *,
        case
            when contradictions is not null then 'contradicted'
            when confirmations is not null then 'confirmed'
            else 'untestable'
        end as verdict
    from figure_evidence

)

select * from weighed_figures
