-- One row per child of a paired return that is looked after at the end of its year.
with

paired_returns as (

    select * from {{ ref('returncheck', 'int_paired_returns') }}

),

child_spans as (

    select * from {{ ref('returncheck', 'int_child_spans') }}
    where span = 'looked_after'

),

ends_of_year as (

    select
        *,
        make_date(return_year, 3, 31) as year_end
    from paired_returns

),

care_at_year_end as (

    select
        ends_of_year.return_id,
        ends_of_year.other_return_id,
        ends_of_year.other_return_title,
        ends_of_year.matched_by,
        ends_of_year.year_end,
        child_spans.child_id,
        child_spans.table_name,
        child_spans.row_number,
        child_spans.start_field,
        child_spans.starts_on
    from ends_of_year
    inner join child_spans
        on ends_of_year.return_id = child_spans.return_id
    where
        child_spans.starts_on <= ends_of_year.year_end
        and coalesce(child_spans.ends_on > ends_of_year.year_end, true)
    qualify
        row_number() over (
            partition by
                ends_of_year.return_id,
                ends_of_year.other_return_id,
                child_spans.child_id
            order by
                child_spans.starts_on desc nulls last,
                child_spans.row_number desc nulls last
        ) = 1

)

select * from care_at_year_end
