-- One row per record with an offered meeting that does not say whether it was held.
with

records as (

    select * from {{ ref('returncheck', 'stg_cin_census__pre_proceedings') }}

),

offers_without_outcome as (

    select
        records.return_id,
        {{ finding_key(["'PreProceedings'", 'records.row_number']) }} as finding_key,
        'PreProceedings' as table_name,
        records.row_number,
        'fault' as role,
        cast(null as string) as details
    from records
    where
        records.is_fgdm_meeting_offer
        and records.fgdm_meeting_fac is null

)

select * from offers_without_outcome
