-- One row per rule finding that is keyed by a place; it is named by its content.
with

rule_findings as (

    select * from {{ ref('returncheck', 'int_kept_rule_findings') }}

),

locations as (

    -- A key with a place has a line break in it: see the macro finding_key.
    select
        return_id,
        check_id,
        finding_key,
        counted_as,
        table_name,
        row_number,
        {{ finding_key([
            'table_name', 'role', 'field', 'child_id', 'episode_id', 'value'
        ]) }} as content
    from rule_findings
    where finding_key like '%' || chr(10) || '%'

),

contents as (

    select
        return_id,
        check_id,
        finding_key,
        min(counted_as) as counted_as,
        min(table_name) as first_table,
        min(row_number) as first_row,
        {{ joined_texts('content', '|', 'content') }} as content
    from locations
    group by return_id, check_id, finding_key

),

-- Findings that nothing but their place tells apart are numbered.
identities as (

    select
        return_id,
        check_id,
        finding_key,
        counted_as,
        content || '|' || cast(
            row_number() over (
                partition by return_id, check_id, content
                order by
                    first_table nulls last,
                    first_row nulls last,
                    finding_key nulls last
            ) as string
        ) as identity
    from contents

),

finding_identities as (

    select
        return_id,
        check_id,
        finding_key,
        identity,
        case
            when counted_as like '%' || chr(10) || '%'
                then min(identity) over (
                    partition by return_id, check_id, counted_as
                )
            else counted_as
        end as counted_identity
    from identities

)

select * from finding_identities
