-- One row per record of a child with respite care alone, who has data beyond it.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

reviews as (

    select
        *,
        coalesce(review_text, review_code) is not null as is_filled_in
    from {{ ref('returncheck', 'stg_ssda903__reviews') }}

),

respite_children as (

    select
        return_id,
        child
    from episodes
    group by
        return_id,
        child
    having bool_and(coalesce(ls in ('V3', 'V4'), false))

),

told as (

    select
        return_id,
        child,
        true as is_motherhood
    from headers
    where mother is not null
    union all
    select
        return_id,
        child,
        false as is_motherhood
    from reviews
    where is_filled_in

),

told_children as (

    select
        respite_children.return_id,
        respite_children.child,
        {{ finding_key(['respite_children.child']) }} as finding_key,
        bool_or(told.is_motherhood) as is_motherhood
    from respite_children
    inner join told
        on
            respite_children.return_id = told.return_id
            and respite_children.child = told.child
    group by
        respite_children.return_id,
        respite_children.child

),

locations as (

    select
        told_children.return_id,
        told_children.finding_key,
        'Episodes' as table_name,
        episodes.row_number,
        'related' as role,
        cast(null as string) as details
    from told_children
    inner join episodes
        on
            told_children.return_id = episodes.return_id
            and told_children.child = episodes.child
    union all
    select
        told_children.return_id,
        told_children.finding_key,
        'Header' as table_name,
        headers.row_number,
        case when headers.mother is null then 'related' else 'fault' end as role,
        cast(null as string) as details
    from told_children
    inner join headers
        on
            told_children.return_id = headers.return_id
            and told_children.child = headers.child
    union all
    select
        told_children.return_id,
        told_children.finding_key,
        'Reviews' as table_name,
        reviews.row_number,
        case when reviews.is_filled_in then 'fault' else 'related' end as role,
        cast(null as string) as details
    from told_children
    inner join reviews
        on
            told_children.return_id = reviews.return_id
            and told_children.child = reviews.child
    where
        told_children.is_motherhood
        or reviews.is_filled_in

)

select * from locations
