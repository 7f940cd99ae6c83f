-- One row per child known to be an unaccompanied asylum seeker, from this year's return
-- or the one before: by the Header, or without a Header by the UASC table.
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

told_by_header as (

    select
        return_id,
        child
    from headers
    where uasc = '1'

),

told_by_table as (

    select
        asylum_seekers.return_id,
        asylum_seekers.child
    from asylum_seekers
    left join header_tables
        on asylum_seekers.return_id = header_tables.return_id
    where
        header_tables.return_id is null
        and coalesce(
            asylum_seekers.sex, asylum_seekers.dob_text, asylum_seekers.duc_text
        ) is not null

),

told as (

    select * from told_by_header
    union all
    select * from told_by_table

),

told_in_either_year as (

    select
        return_id,
        child
    from told
    union all
    select
        previous_returns.return_id,
        told.child
    from told
    inner join previous_returns
        on told.return_id = previous_returns.previous_return_id

),

known_uasc as (

    select distinct
        return_id,
        child
    from told_in_either_year
    where child is not null

)

select * from known_uasc
