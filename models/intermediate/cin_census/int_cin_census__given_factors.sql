-- One row per assessment that has factors, with all of them as one text.
with

factors as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessment_factors_list') }}

),

given_factors as (

    select
        return_id,
        child_key,
        cin_details_id,
        assessment_id,
        {{ joined_texts('assessment_factor', ', ', 'row_number') }} as factors
    from factors
    where
        child_key is not null
        and cin_details_id is not null
        and assessment_id is not null
    group by return_id, child_key, cin_details_id, assessment_id

)

select * from given_factors
