-- One row per return and rule that lacks a table, of this year or of the year before,
-- without which it cannot run: the reason, this year's tables first.
with

rule_versions as (

    select * from {{ ref('returncheck', 'int_rule_versions') }}

),

rule_tables as (

    select * from {{ ref('returncheck', 'rc_rule_tables') }}

),

readable_tables as (

    select * from {{ ref('returncheck', 'int_readable_tables') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

absent_tables as (

    select
        rule_versions.return_id,
        rule_versions.collection,
        rule_versions.code,
        rule_versions.return_year,
        rule_tables.needed_in,
        {{ joined_texts('rule_tables.table_name', ', ', 'rule_tables.table_name') }}
            as table_names
    from rule_versions
    inner join rule_tables
        on
            rule_versions.collection = rule_tables.collection
            and rule_versions.code = rule_tables.code
            and rule_versions.first_year = rule_tables.first_year
    left join readable_tables
        on
            rule_versions.return_id = readable_tables.return_id
            and rule_tables.needed_in = readable_tables.found_in
            and rule_tables.table_name = readable_tables.table_name
    where readable_tables.table_name is null
    group by
        rule_versions.return_id,
        rule_versions.collection,
        rule_versions.code,
        rule_versions.return_year,
        rule_tables.needed_in

),

rule_table_gaps as (

    select
        absent_tables.return_id,
        absent_tables.collection,
        absent_tables.code,
        case
            when absent_tables.needed_in = 'this_year'
                then 'absent: ' || absent_tables.table_names
            when previous_returns.previous_return_id is null
                then 'needs the previous year''s return'
            else
                concat(
                    'absent: ',
                    absent_tables.table_names,
                    ' in the return of ',
                    cast(absent_tables.return_year - 1 as string)
                )
        end as reason
    from absent_tables
    left join previous_returns
        on absent_tables.return_id = previous_returns.return_id
    qualify
        row_number() over (
            partition by absent_tables.return_id, absent_tables.code
            order by absent_tables.needed_in desc
        ) = 1

)

select * from rule_table_gaps
