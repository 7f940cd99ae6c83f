-- One row per child of a return's Header: its date of birth, and until when it is an
-- unaccompanied asylum seeker.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}
    where child is not null

),

asylum_seekers as (

    select * from {{ ref('returncheck', 'stg_ssda903__uasc') }}
    where child is not null

),

first_headers as (

    select
        return_id,
        child,
        dob,
        uasc
    from headers
    qualify
        row_number() over (
            partition by return_id, child
            order by row_number asc nulls last
        ) = 1

),

-- Of several records one without an end leaves it open.
ends_of_status as (

    select
        return_id,
        child,
        case when count(*) = count(duc) then max(duc) end as uasc_ended_on
    from asylum_seekers
    group by return_id, child

),

children as (

    select
        first_headers.return_id,
        first_headers.child,
        first_headers.dob,
        coalesce(first_headers.uasc = '1', false) as is_uasc,
        ends_of_status.uasc_ended_on
    from first_headers
    left join ends_of_status
        on
            first_headers.return_id = ends_of_status.return_id
            and first_headers.child = ends_of_status.child

)

select * from children
