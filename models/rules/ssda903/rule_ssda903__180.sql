-- One row per record whose SDQ score is no whole number from 0 to 40.
with

outcomes as (

    select
        return_id,
        row_number,
        {{ to_spelt_number('sdq_score') }} as score
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where sdq_score is not null

),

failing as (

    select
        return_id,
        row_number
    from outcomes
    where
        score is null
        or score not between 0 and 40
        or score <> floor(score)

)

{{ one_finding_a_row('failing', 'OC2') }}
