-- One row per rule finding that is explained: the child's own explanation comes before
-- one of the whole return, a later row of the file before an earlier one.
with

matches as (

    select * from {{ ref('returncheck', 'int_explanation_matches') }}

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
