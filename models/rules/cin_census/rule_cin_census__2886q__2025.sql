-- One row per return in which the sex of over 2% of children is unknown.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

counts as (

    select
        return_id,
        count(*) as child_count,
        count_if(
            (sex is null or sex = 'U')
            and expected_person_birth_date is null
        ) as unknown_count
    from children
    group by return_id

),

excessive_shares as (

    select
        return_id,
        {{ finding_key(['return_id']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        cast(null as bigint) as row_number,
        'fault' as role,
        '{"children": ' || cast(child_count as string)
        || ', "unknown": ' || cast(unknown_count as string)
        || ', "unknown_pct": '
        || {{ number_text(rounded('100 * unknown_count / child_count', 2)) }}
        || '}' as details
    from counts
    where unknown_count * 50 > child_count

)

select * from excessive_shares
