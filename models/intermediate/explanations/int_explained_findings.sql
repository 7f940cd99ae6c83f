-- One row per finding that is explained: a child's own explanation comes before one of
-- the whole return, a later row of the file before an earlier one.
with

rule_matches as (

    select * from {{ ref('returncheck', 'int_explanation_matches') }}

),

figure_matches as (

    select * from {{ ref('returncheck', 'int_figure_explanation_matches') }}

),

matches as (

    select
        row_number,
        is_of_child,
        reason,
        explained_by,
        explained_on,
        return_id,
        check_id,
        finding_key
    from rule_matches
    union all
    select
        row_number,
        false as is_of_child,
        reason,
        explained_by,
        explained_on,
        return_id,
        check_id,
        finding_key
    from figure_matches

),

explained_findings as (

    select
        return_id,
        check_id,
        finding_key,
        reason as explanation,
        explained_by,
        explained_on
    from matches
    where true
    qualify
        row_number() over (
            partition by return_id, check_id, finding_key
            order by is_of_child desc, row_number desc
        ) = 1

)

select * from explained_findings
