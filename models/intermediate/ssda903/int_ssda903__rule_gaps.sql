-- One row per return and rule that lacks what none of its tables alone can give: the
-- reason.
with

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

uasc_gaps as (

    select * from {{ ref('returncheck', 'int_ssda903__uasc_gaps') }}

),

empty_table_gaps as (

    select * from {{ ref('returncheck', 'int_ssda903__empty_table_gaps') }}

),

rule_gaps as (

    select * from uasc_gaps
    union all
    select * from empty_table_gaps
    union all
    select
        return_id,
        '105' as code,
        'checks returns in XML alone' as reason
    from periods
    where coalesce(file_format, 'csv') <> 'xml'

)

select * from rule_gaps
