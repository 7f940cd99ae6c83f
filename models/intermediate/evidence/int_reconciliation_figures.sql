-- One row per figure and comparison: the pieces of what is said of the figure, and how
-- its numbers are shown.
with

reconciliation as (

    select * from {{ ref('returncheck', 'int_reconciliation') }}

),

comparisons as (

    select * from {{ ref('returncheck', 'rc_comparisons') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

team_figures as (

    select
        *,
        'Figures' as table_name
    from {{ ref('returncheck', 'int_kpi_return__team_figures') }}

),

-- As many decimals as show the difference, and at least two. A rate is over the
-- population, a daily mean over working days.
measured_comparisons as (

    select
        reconciliation.*,
        team_figures.team,
        comparisons.place,
        comparisons.is_confirming,
        comparisons.subject,
        replace(
            comparisons.against,
            'population or working days',
            case
                when indicators.unit = 'number' then 'working days'
                else 'population'
            end
        ) as against,
        replace(
            comparisons.gives,
            'population or working days',
            case
                when indicators.unit = 'number' then 'working days'
                else 'population'
            end
        ) as gives,
        indicators.title,
        case
            when comparisons.of_figure and indicators.unit = 'percent' then '%'
            else ''
        end as unit_sign,
        greatest(
            2,
            try_cast(
                round(-log10(2 * nullif(reconciliation.tolerance, 0))) as integer
            )
        ) as shown_decimals
    from reconciliation
    inner join comparisons
        on reconciliation.comparison = comparisons.comparison
    left join indicators
        on reconciliation.indicator_id = indicators.indicator_id
    left join team_figures
        on
            reconciliation.return_id = team_figures.return_id
            and reconciliation.table_name = team_figures.table_name
            and reconciliation.row_number = team_figures.row_number

),

outcomes as (

    select
        *,
        case
            when comparison in ('definition_wording', 'claim_in_words')
                then 'outcome_alone'
            when
                status in ('disagrees', 'in_question')
                and expected_value is null
                then 'outcome_alone'
            when
                reason_code
                in ('parts_in_question', 'months_in_question', 'quarters_in_question')
                then 'outcome_differs'
            when
                status = 'untestable'
                and stated_value is not null
                and expected_value is not null
                then 'outcome_not_held_beside'
            when status = 'untestable' then 'outcome_not_held'
            when status = 'agrees' then 'outcome_agrees'
            when status = 'plausible' then 'outcome_plausible'
            else 'outcome_differs'
        end as outcome_code,
        concat(
            case
                when unit_sign = '' then 'by_'
                when {{ rounded('abs(difference)', 'shown_decimals') }} = 1
                    then 'by_point_'
                else 'by_points_'
            end,
            case when difference < 0 then 'less' else 'more' end
        ) as distance_if_any
    from measured_comparisons

),

reconciliation_figures as (

    select
        *,
        case
            when team is not null then 'called_for_team'
            when comparator_name is null then 'called_by_title'
            when comparison = 'claim_in_words' then 'called_beside_others'
            else 'called_for_others'
        end as name_code,
        case when outcome_code = 'outcome_differs' then distance_if_any end
            as distance_code,
        case
            when
                outcome_code in ('outcome_differs', 'outcome_plausible')
                and tolerance is not null
                then 'with_tolerance'
        end as allowance_code,
        case
            when reason is null or outcome_code = 'outcome_alone' then null
            when status = 'untestable' and outcome_code <> 'outcome_differs'
                then 'because'
            else 'besides'
        end as cause_code,
        case when status = 'revised_since' then 'revision_explains' end as close_code
    from outcomes

)

select * from reconciliation_figures
