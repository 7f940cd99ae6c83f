-- One row per return and rule that lacks what none of its tables alone can give: the
-- reason.
with

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

readable_tables as (

    select * from {{ ref('returncheck', 'int_readable_tables') }}

),

-- The Header tells of asylum seekers where it has the column or the UASC table is
-- there; without a Header that table stands in.
told_returns as (

    select distinct return_id
    from readable_tables
    where table_name in ('UASC', 'Header.UASC')

),

rules_on_asylum_seekers as (

    select '164' as code
    union all
    select '392a' as code
    union all
    select '406' as code

),

untold_gaps as (

    select
        periods.return_id,
        rules_on_asylum_seekers.code,
        'absent: UASC' as reason
    from periods
    cross join rules_on_asylum_seekers
    left join told_returns
        on periods.return_id = told_returns.return_id
    where told_returns.return_id is null

),

rule_gaps as (

    select * from untold_gaps
    union all
    select
        return_id,
        '105' as code,
        'checks returns in XML alone' as reason
    from periods
    where coalesce(file_format, 'csv') <> 'xml'

)

select * from rule_gaps
