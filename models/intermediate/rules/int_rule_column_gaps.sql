-- One row per return and rule of another year that points at a column which the layout
-- of the return's own year does not have: the reason.
with

rule_versions as (

    select * from {{ ref('returncheck', 'int_rule_versions') }}

),

rule_fields as (

    select * from {{ ref('returncheck', 'rc_rule_fields') }}

),

layout_columns as (

    select * from {{ ref('returncheck', 'rc_layout_columns') }}

),

absent_columns as (

    select distinct
        rule_versions.return_id,
        rule_versions.collection,
        rule_versions.code,
        rule_versions.return_year,
        layout_columns.column_name
    from rule_versions
    inner join rule_fields
        on
            rule_versions.collection = rule_fields.collection
            and rule_versions.code = rule_fields.code
            and rule_versions.first_year = rule_fields.first_year
    inner join layout_columns
        on
            rule_fields.collection = layout_columns.collection
            and rule_fields.table_name = layout_columns.table_name
            and rule_fields.field = layout_columns.column_name
    where
        rule_versions.rule_year <> rule_versions.return_year
        and (
            rule_versions.return_year < layout_columns.first_year
            or rule_versions.return_year > layout_columns.last_year
        )

),

rule_column_gaps as (

    select
        return_id,
        collection,
        code,
        concat(
            'column not in the layout of ',
            cast(return_year as string),
            ': ',
            {{ joined_texts('column_name', ', ', 'column_name') }}
        ) as reason
    from absent_columns
    group by return_id, collection, code, return_year

)

select * from rule_column_gaps
