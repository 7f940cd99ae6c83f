-- One row per return: the first and the last day of its collection year, its form of
-- file, and who submits it.
with

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_authorities') }}

),

collection_periods as (

    select
        returns.return_id,
        returns.return_year,
        make_date(returns.return_year - 1, 4, 1) as collection_start,
        make_date(returns.return_year, 3, 31) as collection_end,
        returns.file_format,
        returns.la_code,
        authorities.gss_code,
        authorities.la_name
    from returns
    left join authorities
        on returns.la_code = authorities.la_code
    where returns.collection = 'ssda903'

)

select * from collection_periods
