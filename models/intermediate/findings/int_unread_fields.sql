-- One row per rule finding that points at a value which the contract reports as one
-- that cannot be read: the fields that hold such a value.
with

unread_values as (

    select * from {{ ref('returncheck', 'int_unread_values') }}

),

cells as (

    select * from {{ ref('returncheck', 'int_rule_cells') }}

),

unread_cells as (

    select distinct
        cells.return_id,
        cells.collection,
        cells.code,
        cells.finding_key,
        cells.field
    from cells
    inner join unread_values
        on
            cells.return_id = unread_values.return_id
            and cells.table_name = unread_values.table_name
            and cells.row_number = unread_values.row_number
            and cells.field = unread_values.field

),

unread_fields as (

    select
        return_id,
        collection,
        code,
        finding_key,
        {{ joined_texts('field', ', ', 'field') }} as fields
    from unread_cells
    group by return_id, collection, code, finding_key

)

select * from unread_fields
