-- One row per child record, as submitted, typed; whether it is an unaccompanied
-- asylum-seeking child is worked out where the return does not say.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__Header') }}

),

asylum_seekers as (

    select distinct
        return_id,
        CHILD
    from {{ source('ssda903', 'ssda903__UASC') }}
    where CHILD is not null

),

return_tables as (

    select * from {{ source('returncheck_register', 'return_tables') }}
    where table_name = 'UASC'

),

return_columns as (

    select * from {{ source('returncheck_register', 'return_columns') }}
    where
        table_name = 'Header'
        and column_name = 'UASC'

),

typed as (

    select
        raw_rows.return_id,
        raw_rows.row_number,
        raw_rows.CHILD as child,
        raw_rows.SEX as sex,
        {{ to_day_first_date('raw_rows.DOB') }} as dob,
        raw_rows.DOB as dob_text,
        raw_rows.ETHNIC as ethnic,
        raw_rows.UPN as upn,
        raw_rows.MOTHER as mother,
        {{ to_day_first_date('raw_rows.MC_DOB') }} as mc_dob,
        raw_rows.MC_DOB as mc_dob_text,
        case
            when return_columns.return_id is not null then raw_rows.UASC
            when asylum_seekers.CHILD is not null then '1'
            when return_tables.return_id is not null then '0'
        end as uasc
    from raw_rows
    left join asylum_seekers
        on
            raw_rows.return_id = asylum_seekers.return_id
            and raw_rows.CHILD = asylum_seekers.CHILD
    left join return_tables
        on raw_rows.return_id = return_tables.return_id
    left join return_columns
        on raw_rows.return_id = return_columns.return_id

)

select * from typed
