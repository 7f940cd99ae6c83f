-- One row per rule finding that only follows from a value which cannot be read.
with

told_cells as (

    select * from {{ ref('returncheck', 'int_told_cells') }}

),

unread_values as (

    select * from {{ ref('returncheck', 'int_unread_values') }}

),

missing_cells as (

    select
        told_cells.return_id,
        told_cells.collection,
        told_cells.code,
        told_cells.finding_key,
        told_cells.table_name,
        told_cells.row_number,
        told_cells.least_records,
        trim(coalesce(told_cells.value, '')) = '' as is_missing,
        unread_values.return_id is not null as is_unread
    from told_cells
    left join unread_values
        on
            told_cells.return_id = unread_values.return_id
            and told_cells.table_name = unread_values.table_name
            and told_cells.row_number = unread_values.row_number
            and told_cells.field = unread_values.field
    where told_cells.fault = 'missing'

),

records as (

    select
        return_id,
        collection,
        code,
        finding_key,
        least_records,
        bool_or(is_unread) as is_unread,
        bool_or(is_missing) and not bool_or(is_unread) as is_surely_missing
    from missing_cells
    group by
        return_id,
        collection,
        code,
        finding_key,
        table_name,
        row_number,
        least_records

),

unjudged_findings as (

    select
        return_id,
        collection,
        code,
        finding_key
    from records
    group by return_id, collection, code, finding_key
    having
        bool_or(is_unread)
        and sum(case when is_surely_missing then 1 else 0 end) < max(least_records)

)

select * from unjudged_findings
