-- One row per child protection plan that was open during the whole of a long period of
-- care, as the two returns have it.
with

same_children as (

    select * from {{ ref('returncheck', 'int_same_children') }}

),

child_spans as (

    select * from {{ ref('returncheck', 'int_child_spans') }}

),

care as (

    select
        same_children.return_id,
        same_children.other_return_id,
        same_children.other_return_title,
        same_children.other_child_id,
        same_children.child_id,
        make_date(same_children.return_year, 3, 31) as year_end,
        child_spans.table_name,
        child_spans.row_number,
        child_spans.start_field,
        child_spans.starts_on,
        child_spans.ends_on
    from same_children
    inner join child_spans
        on
            same_children.return_id = child_spans.return_id
            and same_children.child_id = child_spans.child_id
    where child_spans.span = 'looked_after'

),

-- Four months: by then the second review of the care has been due, and each review asks
-- whether the plan is still needed.
long_care as (

    select
        *,
        coalesce(ends_on, year_end) as told_until
    from care
    where {{ add_months('starts_on', 4) }} <= coalesce(ends_on, year_end)

),

plans_during_care as (

    select
        long_care.return_id,
        'plan_during_care' as same_child_check,
        long_care.child_id,
        long_care.table_name,
        long_care.row_number,
        long_care.start_field as field,
        cast(long_care.starts_on as string) as value,
        long_care.other_return_title,
        plans.table_name || ' row ' || cast(plans.row_number as string) as other_place,
        {{ day_in_words('long_care.starts_on') }} || ' to '
        || {{ day_in_words('long_care.told_until') }} as own_words,
        {{ day_in_words('plans.starts_on') }} as other_words
    from long_care
    inner join child_spans as plans
        on
            long_care.other_return_id = plans.return_id
            and long_care.other_child_id = plans.child_id
    where
        plans.span = 'protection_plan'
        and plans.starts_on <= long_care.starts_on
        and coalesce(plans.ends_on >= long_care.told_until, true)

)

select * from plans_during_care
