-- One row per child missing at the end of last year whose first time missing of this
-- year is another.
with

times_missing as (

    select * from {{ ref('returncheck', 'stg_ssda903__missing') }}
    where child is not null

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

first_times as (

    select
        return_id,
        child,
        row_number,
        mis_start
    from times_missing
    qualify
        row_number() over (
            partition by return_id, child
            order by mis_start asc nulls last, row_number asc
        ) = 1

),

open_times as (

    select
        previous_returns.return_id,
        times_missing.child,
        times_missing.row_number,
        times_missing.mis_start
    from times_missing
    inner join previous_returns
        on times_missing.return_id = previous_returns.previous_return_id
    where
        times_missing.mis_end_text is null
        and times_missing.mis_start is not null

),

failing_children as (

    select
        open_times.return_id,
        open_times.child,
        first_times.row_number,
        min(open_times.row_number) as open_row
    from open_times
    left join first_times
        on
            open_times.return_id = first_times.return_id
            and open_times.child = first_times.child
    where
        first_times.mis_start is null
        or first_times.mis_start <> open_times.mis_start
    group by
        open_times.return_id,
        open_times.child,
        first_times.row_number

),

-- A row of the year before is none of this return. Its number stands for the child,
-- whose identifier has no place in a finding's details.
locations as (

    select
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'Missing' as table_name,
        row_number,
        'fault' as role,
        case
            when row_number is null
                then '{"row_of_last_year": ' || cast(open_row as string) || '}'
        end as details
    from failing_children

)

select * from locations
