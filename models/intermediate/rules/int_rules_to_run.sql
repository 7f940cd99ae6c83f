-- One row per return and rule of its collection: the version meant, and the reason why
-- it cannot run, null where it can.
with

returns as (

    select * from {{ ref('stg_returns') }}

),

return_tables as (

    select * from {{ ref('stg_return_tables') }}

),

rule_selection as (

    select * from {{ ref('stg_rule_selection') }}

),

rules as (

    select * from {{ ref('int_cin_census__rules') }}

),

rule_tables as (

    select * from {{ ref('int_cin_census__rule_tables') }}

),

first_rule_years as (

    select
        collection,
        min(first_year) as first_rule_year
    from rules
    group by collection

),

versions as (

    select
        returns.return_id,
        returns.collection,
        returns.return_year,
        returns.rule_year,
        rules.code,
        rules.first_year,
        rules.title,
        rules.severity,
        rules.advice,
        returns.rule_year between rules.first_year
        and coalesce(rules.last_year, returns.rule_year) as is_in_force
    from returns
    inner join rules
        on returns.collection = rules.collection

),

version_of_year as (

    select *
    from versions
    qualify
        row_number() over (
            partition by return_id, code
            order by is_in_force desc, first_year desc
        ) = 1

),

table_states as (

    select
        version_of_year.return_id,
        version_of_year.code,
        string_agg(rule_tables.table_name, ', ' order by rule_tables.table_name)
            as absent_tables
    from version_of_year
    inner join rule_tables
        on
            version_of_year.collection = rule_tables.collection
            and version_of_year.code = rule_tables.code
            and version_of_year.first_year = rule_tables.first_year
    left join return_tables
        on
            version_of_year.return_id = return_tables.return_id
            and rule_tables.table_name = return_tables.table_name
    where return_tables.table_name is null
    group by version_of_year.return_id, version_of_year.code

),

chosen_codes as (

    select distinct code
    from rule_selection

),

selection_size as (

    select count(*) as chosen_rules
    from chosen_codes

),

rules_to_run as (

    select
        version_of_year.return_id,
        version_of_year.collection,
        version_of_year.return_year,
        version_of_year.code,
        version_of_year.first_year,
        version_of_year.title,
        version_of_year.severity,
        version_of_year.advice,
        case
            when version_of_year.rule_year < first_rule_years.first_rule_year
                then 'no rule set for ' || version_of_year.rule_year
            when not version_of_year.is_in_force
                then 'not in force in ' || version_of_year.rule_year
            when selection_size.chosen_rules > 0 and chosen_codes.code is null
                then 'not selected'
            when table_states.absent_tables is not null
                then 'absent: ' || table_states.absent_tables
        end as reason
    from version_of_year
    cross join selection_size
    inner join first_rule_years
        on version_of_year.collection = first_rule_years.collection
    left join chosen_codes
        on version_of_year.code = chosen_codes.code
    left join table_states
        on
            version_of_year.return_id = table_states.return_id
            and version_of_year.code = table_states.code

)

select * from rules_to_run
