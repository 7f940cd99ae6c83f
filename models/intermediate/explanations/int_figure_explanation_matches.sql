-- One row per explanation and query about a figure that it explains: as long as both
-- the figure and what it was held against are those that the explanation names.
with

explanations as (

    select * from {{ ref('returncheck', 'int_figure_explanations_checked') }}

),

disagreements as (

    select * from {{ ref('returncheck', 'int_figure_disagreements') }}

),

figure_explanation_matches as (

    select distinct
        explanations.row_number,
        explanations.reason,
        explanations.explained_by,
        explanations.explained_on,
        disagreements.return_id,
        disagreements.check_id,
        disagreements.finding_key
    from disagreements
    inner join explanations
        on
            disagreements.comparison = explanations.comparison
            and lower(disagreements.figure) = lower(explanations.figure)
            and {{ rounded('disagreements.stated_value', 6) }}
            is not distinct from {{ rounded('explanations.stated_value', 6) }}
            and {{ rounded('disagreements.expected_value', 6) }}
            is not distinct from {{ rounded('explanations.expected_value', 6) }}
    where
        explanations.fault is null
        and disagreements.severity = 'query'
        and (
            explanations.return_id is null
            or explanations.return_id = disagreements.return_id
        )

)

select * from figure_explanation_matches
