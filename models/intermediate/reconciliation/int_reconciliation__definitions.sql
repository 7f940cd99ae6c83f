-- One row per figure that is not of the national definition: by its year or by its
-- size, and per figure whose note has a wording that says so. A note is no evidence:
-- its wording is told, and contradicts nothing. A figure without such a sign has no
-- row.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

definition_wordings as (

    select * from {{ ref('returncheck', 'rc_definition_wordings') }}

),

of_other_size as (

    select * from {{ ref('returncheck', 'int_definition_sizes') }}

),

of_other_years as (

    select
        figures.*,
        'definition_years' as comparison,
        cast(null as double) as expected_value,
        cast(null as double) as tolerance,
        case
            when figures.return_year < indicators.first_year
                then 'definition_holds_from'
            else 'definition_held_until'
        end as reason_code,
        {{ reason_columns(
            count_1='case when figures.return_year < indicators.first_year'
            ' then indicators.first_year else indicators.last_year end',
            count_2='figures.return_year'
        ) }}
    from stated_figures as figures
    inner join indicators
        on figures.indicator_id = indicators.indicator_id
    where
        figures.return_year < indicators.first_year
        or figures.return_year > indicators.last_year

),

of_other_wording as (

    select
        figures.*,
        'definition_wording' as comparison,
        cast(null as double) as expected_value,
        cast(null as double) as tolerance,
        'note_says' as reason_code,
        {{ reason_columns(text_1='wordings.wording', text_2='wordings.says') }}
    from stated_figures as figures
    inner join definition_wordings as wordings
        on
            lower(figures.note) like '%' || wordings.wording || '%'
            and (
                wordings.indicator_id is null
                or figures.indicator_id = wordings.indicator_id
            )
            and (wordings.unit_not is null or figures.unit <> wordings.unit_not)
    where true
    qualify
        row_number() over (
            partition by figures.return_id, figures.table_name, figures.row_number
            order by wordings.wording
        ) = 1

),

all_signs as (

    select * from of_other_years
    union all
    select * from of_other_wording
    union all
    select * from of_other_size

),

definition_comparisons as (

    select
        return_id,
        table_name,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        comparison,
        coalesce(value_printed, value_of_parts) as stated_value,
        expected_value,
        tolerance,
        case
            when comparison = 'definition_wording' then 'untestable'
            else 'disagrees'
        end as status,
        reason_code,
        qualifier_code,
        hint_code,
        remark_code,
        {{ reason_parameters() }}
    from all_signs

)

select * from definition_comparisons
