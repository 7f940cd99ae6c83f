-- One row per child whose ethnicity is missing or not a known code.
with

characteristics as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_characteristics') }}

),

code_lists as (

    select * from {{ ref('returncheck', 'rc_code_lists') }}

),

known_codes as (

    select distinct code
    from code_lists
    where collection = 'cin_census' and list_name = 'ethnicity'

),

unknown_codes as (

    select
        characteristics.return_id,
        {{ finding_key([
            "'ChildCharacteristics'", 'characteristics.row_number',
        ]) }} as finding_key,
        'ChildCharacteristics' as table_name,
        characteristics.row_number,
        'fault' as role,
        cast(null as string) as details
    from characteristics
    left join known_codes
        on characteristics.ethnicity = known_codes.code
    where known_codes.code is null

)

select * from unknown_codes
