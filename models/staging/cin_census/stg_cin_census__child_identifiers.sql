-- One row per child record, as submitted, typed.
with

raw_rows as (

    select * from {{ source('cin_census', 'cin_census__ChildIdentifiers') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(LAchildID, '') as la_child_id,
        coalesce(child_key, nullif(LAchildID, '')) as child_key,
        nullif(UPN, '') as upn,
        nullif(FormerUPN, '') as former_upn,
        nullif(UPNunknown, '') as upn_unknown,
        {{ to_date('PersonBirthDate') }} as person_birth_date,
        {{ to_date('ExpectedPersonBirthDate') }} as expected_person_birth_date,
        nullif(GenderCurrent, '') as gender_current,
        nullif(Sex, '') as sex,
        {{ to_date('PersonDeathDate') }} as person_death_date
    from raw_rows

)

select * from typed
