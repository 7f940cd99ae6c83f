-- One row per return and return of another kind, of the same authority and year, that
-- its children are looked for in.
with

same_children as (

    select * from {{ ref('returncheck', 'stg_register__same_children') }}

),

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

listing_returns as (

    select distinct
        return_id,
        return_title
    from {{ ref('returncheck', 'int_listed_children') }}

),

returns_with_children as (

    select
        returns.return_id,
        returns.collection,
        returns.la_code,
        returns.return_year,
        returns.is_context,
        returns.load_order,
        listing_returns.return_title
    from returns
    inner join listing_returns
        on returns.return_id = listing_returns.return_id

),

-- Each two kinds meet once: the later by name is held against the earlier. Of several
-- returns of one kind the one to be submitted counts, then the one loaded last.
paired_returns as (

    select
        held.return_id,
        held.return_title,
        held.return_year,
        other.return_id as other_return_id,
        other.return_title as other_return_title,
        same_children.matched_by
    from same_children
    cross join returns_with_children as held
    inner join returns_with_children as other
        on
            held.la_code = other.la_code
            and held.return_year = other.return_year
            and held.collection > other.collection
    where true
    qualify
        row_number() over (
            partition by held.return_id, other.collection
            order by
                other.is_context asc nulls last,
                other.load_order desc nulls last
        ) = 1

)

select * from paired_returns
