-- One row per known child of a return and pairing of its rows in Header and UASC, with
-- those of the year before where it has any.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

asylum_seekers as (

    select * from {{ ref('returncheck', 'stg_ssda903__uasc') }}

),

header_tables as (

    select * from {{ ref('returncheck', 'stg_register__return_tables') }}
    where table_name = 'Header'

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

children as (

    select
        return_id,
        child
    from headers
    where child is not null
    union
    select
        return_id,
        child
    from asylum_seekers
    where child is not null

),

-- Without a Header the UASC table tells who is an asylum seeker.
flagged_children as (

    select
        children.return_id,
        children.child,
        headers.row_number as header_row,
        asylum_seekers.row_number as uasc_row,
        case
            when header_tables.return_id is not null then 'Header'
            else 'UASC'
        end as source_table,
        case
            when header_tables.return_id is not null then headers.row_number
            else asylum_seekers.row_number
        end as source_row,
        case
            when header_tables.return_id is not null then headers.uasc
            when
                coalesce(asylum_seekers.sex, asylum_seekers.duc_text) is not null
                then '1'
            else '0'
        end as uasc,
        asylum_seekers.dob,
        asylum_seekers.duc,
        asylum_seekers.duc_text
    from children
    left join header_tables
        on children.return_id = header_tables.return_id
    left join headers
        on
            children.return_id = headers.return_id
            and children.child = headers.child
    left join asylum_seekers
        on
            children.return_id = asylum_seekers.return_id
            and children.child = asylum_seekers.child

),

uasc_across_years as (

    select
        flagged_children.return_id,
        flagged_children.child,
        flagged_children.header_row,
        flagged_children.uasc_row,
        flagged_children.source_table,
        flagged_children.source_row,
        flagged_children.uasc,
        flagged_children.duc,
        flagged_children.duc_text,
        last_children.source_row as last_source_row,
        last_children.uasc_row as last_uasc_row,
        last_children.uasc as last_uasc,
        last_children.dob as last_dob,
        last_children.duc as last_duc
    from flagged_children
    left join previous_returns
        on flagged_children.return_id = previous_returns.return_id
    left join flagged_children as last_children
        on
            previous_returns.previous_return_id = last_children.return_id
            and flagged_children.child = last_children.child

)

select * from uasc_across_years
