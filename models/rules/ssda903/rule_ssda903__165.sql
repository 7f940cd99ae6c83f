-- One row per child record whose mother flag is wrong or missing, and per record of the
-- child as a care leaver.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

children as (

    select
        episodes.return_id,
        episodes.child,
        bool_or(
            coalesce(
                episodes.decom <= periods.collection_end
                and coalesce(episodes.dec, periods.collection_end)
                >= periods.collection_start,
                false
            )
        ) as is_in_year
    from {{ ref('returncheck', 'stg_ssda903__episodes') }} as episodes
    inner join periods
        on episodes.return_id = periods.return_id
    where coalesce(upper(episodes.ls), '') not in ('V3', 'V4')
    group by
        episodes.return_id,
        episodes.child

),

told_leavers as (

    select distinct
        return_id,
        child
    from leavers
    where coalesce(in_touch, activ, accom) is not null

),

failing_headers as (

    select
        headers.return_id,
        {{ finding_key(['headers.child']) }} as finding_key,
        headers.child,
        headers.row_number
    from headers
    inner join children
        on
            headers.return_id = children.return_id
            and headers.child = children.child
    left join told_leavers
        on
            headers.return_id = told_leavers.return_id
            and headers.child = told_leavers.child
    where
        headers.mother not in ('0', '1')
        or (headers.mother is not null and headers.sex = '1')
        or (
            headers.mother is null
            and headers.sex = '2'
            and children.is_in_year
        )
        or (
            headers.mother is not null
            and headers.sex = '2'
            and not children.is_in_year
            and told_leavers.child is not null
        )

),

locations as (

    select
        return_id,
        finding_key,
        'Header' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_headers
    union
    select
        failing_headers.return_id,
        failing_headers.finding_key,
        'OC3' as table_name,
        leavers.row_number,
        'related' as role,
        cast(null as string) as details
    from failing_headers
    inner join leavers
        on
            failing_headers.return_id = leavers.return_id
            and failing_headers.child = leavers.child

)

select * from locations
