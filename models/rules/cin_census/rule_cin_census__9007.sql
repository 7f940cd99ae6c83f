-- One row per record with a letter before proceedings that does not say whether a
-- meeting was offered.
with

records as (

    select * from {{ ref('returncheck', 'stg_cin_census__pre_proceedings') }}

),

letters_without_offer as (

    select
        records.return_id,
        {{ finding_key(["'PreProceedings'", 'records.row_number']) }} as finding_key,
        'PreProceedings' as table_name,
        records.row_number,
        'fault' as role,
        cast(null as string) as details
    from records
    where
        records.lbp_sent_date is not null
        and records.fgdm_meeting_offer is null

)

select * from letters_without_offer
