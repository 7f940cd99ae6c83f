-- One row per figure and comparison with another statement of the same figure: how it
-- came out, and the codes of what there is to say of it.
with

all_comparisons as (

    select * from {{ ref('returncheck', 'int_reconciliation_comparisons') }}

),

kpi_comparators as (

    select
        *,
        'Comparators' as table_name
    from {{ ref('returncheck', 'int_kpi_return__comparators') }}

),

comparisons as (

    select * from {{ ref('returncheck', 'rc_comparisons') }}

),

missing_figures as (

    select * from {{ ref('returncheck', 'int_published__missing_figures') }}

),

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

national_comparisons as (

    select * from {{ ref('returncheck', 'rc_national_comparisons') }}

),

-- What is told of a published figure, wherever it is the yardstick.
told_of_published as (

    select
        indicator_id,
        return_year,
        area_code,
        {{ joined_texts('sentence', '; ', 'kind') }} as published_note,
        max(case when kind = 'tool' then value end) as tool_value
    from {{ ref('returncheck', 'int_published__contradictions') }}
    group by indicator_id, return_year, area_code

),

described_comparisons as (

    select
        all_comparisons.*,
        case
            when stated_figures.definition = 'local'
                then national_comparisons.when_local
        end as when_local,
        kpi_comparators.comparator_name,
        case
            when
                all_comparisons.comparison like '%_against_published'
                and all_comparisons.stated_value is not null
                and all_comparisons.expected_value is null
                then coalesce(kpi_comparators.area_code, all_comparisons.la_code)
        end as missing_area_code,
        case
            when
                all_comparisons.comparison like '%_against_published'
                or all_comparisons.comparison = 'beside_published_year'
                then coalesce(kpi_comparators.area_code, all_comparisons.la_code)
        end as published_area_code
    from all_comparisons
    left join kpi_comparators
        on
            all_comparisons.table_name = kpi_comparators.table_name
            and all_comparisons.return_id = kpi_comparators.return_id
            and all_comparisons.row_number = kpi_comparators.row_number
    left join stated_figures
        on
            all_comparisons.return_id = stated_figures.return_id
            and all_comparisons.table_name = stated_figures.table_name
            and all_comparisons.row_number = stated_figures.row_number
    left join national_comparisons
        on all_comparisons.comparison = national_comparisons.comparison

),

comparisons_and_notes as (

    select
        described_comparisons.*,
        told_of_published.published_note,
        told_of_published.tool_value
    from described_comparisons
    left join told_of_published
        on
            described_comparisons.indicator_id = told_of_published.indicator_id
            and described_comparisons.return_year = told_of_published.return_year
            and described_comparisons.published_area_code
            = told_of_published.area_code

),

-- A figure of a local definition is not held against those of the national one.
judged_comparisons as (

    select
        *,
        coalesce(
            (when_local = 'not_held' and expected_value is not null)
            or (when_local = 'not_contradicted' and status = 'disagrees'),
            false
        ) as is_not_held,
        coalesce(
            status = 'disagrees'
            and abs(stated_value - tool_value)
            <= coalesce(tolerance, 0) + 0.000000001,
            false
        ) as is_as_the_tool_prints
    from comparisons_and_notes
    where coalesce(when_local <> 'left_out', true)

),

-- That a published figure is suppressed says more than that there is none.
reconciliation_outcomes as (

    select
        described.return_id,
        described.table_name,
        described.row_number,
        described.la_code,
        described.indicator_id,
        cast(described.return_year as integer) as return_year,
        described.period_type,
        described.period_start,
        described.period_end,
        described.comparison,
        cast(described.stated_value as double) as stated_value,
        cast(described.expected_value as double) as expected_value,
        cast(described.stated_value - described.expected_value as double)
            as difference,
        cast(described.tolerance as double) as tolerance,
        case
            when described.is_not_held or described.is_as_the_tool_prints
                then 'untestable'
            else described.status
        end as status,
        case
            when described.is_not_held or described.is_as_the_tool_prints then 'info'
            when
                described.status in ('disagrees', 'in_question')
                or described.reason_code = 'parts_in_question'
                then comparisons.severity
            else 'info'
        end as severity,
        case
            when described.is_not_held then 'of_local_definition'
            when described.is_as_the_tool_prints then 'as_the_tool_prints'
            else coalesce(missing_figures.reason_code, described.reason_code)
        end as reason_code,
        case when not described.is_not_held then described.qualifier_code end
            as qualifier_code,
        case when not described.is_not_held then described.hint_code end as hint_code,
        case when not described.is_not_held then described.remark_code end
            as remark_code,
        described.number_1,
        described.number_2,
        described.number_3,
        described.number_4,
        described.number_5,
        case
            when missing_figures.reason_code is not null then described.return_year
            else described.count_1
        end as count_1,
        described.count_2,
        described.day_1,
        coalesce(missing_figures.area_name, described.text_1) as text_1,
        described.text_2,
        described.comparator_name,
        case when not described.is_not_held then described.published_note end
            as published_note
    from judged_comparisons as described
    left join comparisons
        on described.comparison = comparisons.comparison
    left join missing_figures
        on
            described.indicator_id = missing_figures.indicator_id
            and described.return_year = missing_figures.return_year
            and described.missing_area_code = missing_figures.area_code

)

select * from reconciliation_outcomes
