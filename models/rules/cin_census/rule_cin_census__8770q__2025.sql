-- One row per child record of school age with neither a UPN nor a usable reason.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

children_taken_further as (

    select distinct
        return_id,
        child_key
    from episodes
    where is_referral_nfa is false

),

unexplained_children as (

    select
        children.return_id,
        {{ finding_key(['children.child_key']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        children.row_number,
        'fault' as role,
        cast(null as string) as details
    from children
    inner join census_periods
        on children.return_id = census_periods.return_id
    inner join children_taken_further
        on
            children.return_id = children_taken_further.return_id
            and children.child_key = children_taken_further.child_key
    where
        children.person_birth_date
        <= make_date(year(census_periods.reference_date) - 6, 8, 31)
        and children.upn is null
        and coalesce(upper(children.upn_unknown), '')
        not in ('UN2', 'UN3', 'UN4', 'UN5', 'UN6', 'UN7')

)

select * from unexplained_children
