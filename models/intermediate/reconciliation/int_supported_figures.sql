-- One row per stated figure and how far others bear it out: 3 where it agrees with what
-- is published or with the records, 2 where its own parts or a known population give
-- it, 1 where nothing does, 0 where one of them contradicts it.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

published as (

    select * from {{ ref('returncheck', 'int_reconciliation__published') }}

),

recomputed as (

    select * from {{ ref('returncheck', 'int_reconciliation__recomputed') }}

),

published_rates as (

    select * from {{ ref('returncheck', 'int_reconciliation__published_rates') }}

),

comparators as (

    select * from {{ ref('returncheck', 'int_reconciliation__comparators') }}

),

own_parts as (

    select * from {{ ref('returncheck', 'int_reconciliation__own_parts') }}

),

known_denominators as (

    select * from {{ ref('returncheck', 'int_reconciliation__known_denominators') }}

),

statements as (

    select
        return_id,
        table_name,
        row_number,
        status,
        true as is_from_outside
    from published
    union all
    select
        return_id,
        table_name,
        row_number,
        status,
        true as is_from_outside
    from recomputed
    union all
    select
        return_id,
        table_name,
        row_number,
        status,
        true as is_from_outside
    from published_rates
    union all
    select
        return_id,
        table_name,
        row_number,
        status,
        true as is_from_outside
    from comparators
    union all
    select
        return_id,
        table_name,
        row_number,
        status,
        false as is_from_outside
    from own_parts
    union all
    select
        return_id,
        table_name,
        row_number,
        status,
        false as is_from_outside
    from known_denominators

),

-- A count is equal to its own numerator because it is the same number.
supported_figures as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        case
            when max(
                case when statements.status = 'disagrees' then 1 else 0 end
            ) = 1 then 0
            else coalesce(
                max(
                    case
                        when
                            statements.is_from_outside
                            and statements.status = 'agrees'
                            then 3
                        when
                            statements.status in ('agrees', 'revised_since')
                            and (
                                statements.is_from_outside
                                or coalesce(figures.unit, 'count') <> 'count'
                            )
                            then 2
                    end
                ),
                1
            )
        end as support
    from stated_figures as figures
    left join statements
        on
            figures.return_id = statements.return_id
            and figures.table_name = statements.table_name
            and figures.row_number = statements.row_number
    group by figures.return_id, figures.table_name, figures.row_number

)

select * from supported_figures
