-- One row per explanation of a figure that disagrees with another, with the reason why
-- it can explain nothing; null where it can.
with

explanations as (

    select * from {{ ref('returncheck', 'stg_register__explanations') }}

),

comparisons as (

    select * from {{ ref('returncheck', 'rc_comparisons') }}

),

figure_explanations_checked as (

    select
        explanations.row_number,
        comparisons.comparison,
        explanations.reason,
        explanations.explained_by,
        explanations.explained_on,
        explanations.return_id,
        explanations.figure,
        explanations.stated_value,
        explanations.expected_value,
        case
            when comparisons.severity <> 'query'
                then
                    comparisons.comparison
                    || ' is an error, which is corrected and not explained'
            when explanations.figure is null
                then 'it does not say which figure'
            when explanations.has_stated and explanations.stated_value is null
                then 'what the figure is (stated) is no number'
            when explanations.has_expected and explanations.expected_value is null
                then 'what the figure was held against (expected) is no number'
            when explanations.reason is null
                then 'it gives no reason'
            when explanations.explained_by is null
                then 'it does not say who gives the reason'
            when explanations.explained_on is null
                then 'it has no date such as 2025-06-30'
        end as fault
    from explanations
    inner join comparisons
        on
            replace(lower(explanations.code), 'reconciliation:', '')
            = comparisons.comparison

)

select * from figure_explanations_checked
