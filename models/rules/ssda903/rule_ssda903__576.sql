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

failing_times as (

    select
        open_times.return_id,
        open_times.child,
        open_times.row_number as open_row,
        first_times.row_number as first_row
    from open_times
    left join first_times
        on
            open_times.return_id = first_times.return_id
            and open_times.child = first_times.child
    where
        first_times.mis_start is null
        or first_times.mis_start <> open_times.mis_start

),

-- Without a row of this year the one left open is pointed at.
locations as (

    select distinct
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        case when first_row is null then 'Missing_last' else 'Missing' end
            as table_name,
        coalesce(first_row, open_row) as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_times

)

select * from locations
