-- One row per record of pre-proceedings, as submitted, typed.
with

raw_rows as (

    select * from {{ source('cin_census', 'cin_census__PreProceedings') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(LAchildID, '') as la_child_id,
        coalesce(child_key, nullif(LAchildID, '')) as child_key,
        CINdetailsID as cin_details_id,
        {{ to_date('PPStartDate') }} as pp_start_date,
        {{ to_date('LBPSentDate') }} as lbp_sent_date,
        nullif(FGDMMeetingOffer, '') as fgdm_meeting_offer,
        {{ to_flag('FGDMMeetingOffer') }} as is_fgdm_meeting_offer,
        nullif(FGDMMeetingFac, '') as fgdm_meeting_fac,
        {{ to_flag('FGDMMeetingFac') }} as is_fgdm_meeting_fac,
        {{ to_date('InitialPPMeetingDate') }} as initial_pp_meeting_date,
        {{ to_integer('ReviewMeetingsCount', 'bigint') }}
            as review_meetings_count,
        nullif(ReviewMeetingsCount, '') as review_meetings_count_text,
        {{ to_date('StepDecisionDate') }} as step_decision_date,
        nullif(PPOutcome, '') as pp_outcome,
        {{ to_date('CourtAppDate') }} as court_app_date,
        {{ to_date('LetterInitCPDate') }} as letter_init_cp_date
    from raw_rows

)

select * from typed
