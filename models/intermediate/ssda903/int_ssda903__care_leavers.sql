-- One row per care leaver aged 19 to 21 on the last day of the year, with what the
-- return says of them.
with

records as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}
    where child is not null

),

years as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

first_records as (

    select *
    from records
    qualify
        row_number() over (
            partition by return_id, child
            order by row_number asc nulls last
        ) = 1

),

care_leavers as (

    select
        first_records.return_id,
        first_records.row_number,
        first_records.child,
        years.period_end,
        first_records.in_touch,
        first_records.activ,
        first_records.accom,
        coalesce(first_records.in_touch = 'YES', false) as is_in_touch,
        coalesce(first_records.in_touch = 'NO', false) as is_not_in_touch,
        coalesce(first_records.accom like '_1', false) as is_suitably_housed,
        coalesce(
            first_records.activ in ('F1', 'P1', 'F2', 'P2')
            -- Code 3 was split into 4 and 5 with the return of 2022.
            or (first_records.activ in ('F3', 'P3') and years.return_year <= 2021)
            or (
                first_records.activ in ('F4', 'P4', 'F5', 'P5')
                and years.return_year > 2021
            ),
            false
        ) as is_active,
        coalesce(first_records.activ in ('G4', 'G5', 'G6'), false) as is_not_active,
        coalesce(first_records.activ in ('F1', 'P1'), false) as is_in_higher_education
    from first_records
    inner join years
        on first_records.return_id = years.return_id
    where
        {{ birthday('first_records.dob', 19) }} <= years.period_end
        and {{ birthday('first_records.dob', 22) }} > years.period_end
        and coalesce(first_records.in_touch, '') <> 'DIED'

)

select * from care_leavers
