-- One row per finding whose locations disagree on what it is.
with

findings as (

    select * from {{ ref('returncheck', 'fct_findings') }}

),

mixed_findings as (

    select finding_id
    from findings
    group by finding_id
    having
        count(distinct return_id) > 1
        or count(distinct check_id) > 1
        or count(distinct severity) > 1
        or count(distinct message) > 1
        or count(distinct counted_as) > 1

)

select * from mixed_findings
