-- One row per figure of a report that agrees with the published one, or follows from
-- the published rate: whatever does not fit to it, the figure is right.
with

published as (

    select * from {{ ref('returncheck', 'int_reconciliation__published') }}

),

published_rates as (

    select * from {{ ref('returncheck', 'int_reconciliation__published_rates') }}

),

comparators as (

    select * from {{ ref('returncheck', 'int_reconciliation__comparators') }}

),

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

agreeing_figures as (

    select
        return_id,
        table_name,
        row_number
    from published
    where
        comparison = 'reported_against_published'
        and status in ('agrees', 'revised_since')
    union
    select
        return_id,
        table_name,
        row_number
    from published_rates
    where status = 'agrees'
    union
    select
        return_id,
        table_name,
        row_number
    from comparators
    where status in ('agrees', 'revised_since')

),

-- What agrees with the national figure by chance is no national figure.
figures_as_published as (

    select agreeing_figures.*
    from agreeing_figures
    inner join stated_figures
        on
            agreeing_figures.return_id = stated_figures.return_id
            and agreeing_figures.table_name = stated_figures.table_name
            and agreeing_figures.row_number = stated_figures.row_number
    where coalesce(stated_figures.definition <> 'local', true)

)

select * from figures_as_published
