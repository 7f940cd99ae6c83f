-- One row per child protection plan, as submitted, typed.
with

raw_rows as (

    select * from {{ source('cin_census', 'cin_census__ChildProtectionPlans') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(LAchildID, '') as la_child_id,
        coalesce(child_key, nullif(LAchildID, '')) as child_key,
        CINdetailsID as cin_details_id,
        nullif(CPPID, '') as cpp_id,
        {{ to_date('CPPstartDate') }} as cpp_start_date,
        {{ to_date('CPPendDate') }} as cpp_end_date,
        nullif(InitialCategoryOfAbuse, '') as initial_category_of_abuse,
        nullif(LatestCategoryOfAbuse, '') as latest_category_of_abuse,
        {{ to_integer('NumberOfPreviousCPP', 'bigint') }}
            as number_of_previous_cpp
    from raw_rows

)

select * from typed
