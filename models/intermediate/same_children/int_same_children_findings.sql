-- One row per child of two returns of whom they do not say the same.
with

children_who_differ as (

    select * from {{ ref('returncheck', 'int_children_who_differ') }}

),

children_not_in_need as (

    select * from {{ ref('returncheck', 'int_children_not_in_need') }}

),

plans_during_care as (

    select * from {{ ref('returncheck', 'int_plans_during_care') }}

),

checks as (

    select * from {{ ref('returncheck', 'rc_same_child_checks') }}

),

found as (

    select * from children_who_differ
    union all
    select * from children_not_in_need
    union all
    select * from plans_during_care

),

told as (

    select
        found.*,
        checks.title || '. ' || {{ fill_template('checks.advice', {
            'other_return': 'found.other_return_title',
            'other_place': 'found.other_place',
            'own_words': 'found.own_words',
            'other_words': 'found.other_words',
        }) }} as message
    from found
    inner join checks
        on found.same_child_check = checks.same_child_check

),

-- By what is said, so that the order of rows makes no difference.
same_children_findings as (

    select
        return_id,
        'same_children' as layer,
        'same_children:' || same_child_check as check_id,
        'query' as severity,
        {{ finding_key([
            'same_child_check', 'child_id', 'other_return_title', 'value', 'other_words'
        ]) }}
        || '|' || cast(
            row_number() over (
                partition by
                    return_id,
                    same_child_check,
                    child_id,
                    other_return_title,
                    value,
                    other_words
                order by row_number nulls last, other_place nulls last
            ) as string
        ) as finding_key,
        table_name,
        row_number,
        child_id,
        field,
        value,
        message
    from told

)

select * from same_children_findings
