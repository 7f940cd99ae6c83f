-- One row per recomputed or reported figure, beside its target: green, amber or red.
with

loaded_values as (

    select * from {{ ref('returncheck', 'int_loaded_compared_values') }}

),

settings as (

    select * from {{ ref('returncheck', 'stg_register__targets') }}

),

unit_comparisons as (

    select * from {{ ref('returncheck', 'int_reconciliation__units') }}

),

doubtful_units as (

    select
        return_id,
        row_number,
        max(case when comparison = 'value_unit' then 1 else 0 end) as value_faults,
        max(case when comparison = 'target_unit' then 1 else 0 end) as target_faults
    from unit_comparisons
    where table_name = 'Figures'
    group by return_id, row_number

),

figures_beside_targets as (

    select
        loaded_values.*,
        case
            when loaded_values.target is not null then settings.tolerance
        end as target_tolerance,
        case
            when loaded_values.target is null then 'no_target'
            when coalesce(loaded_values.polarity, 'none') = 'none'
                then 'no_better_side'
            when loaded_values.value is null then 'no_value'
            when loaded_values.completeness = 'lower_bound' then 'lower_bound'
            when doubtful_units.value_faults = 1 then 'value_unit'
            when doubtful_units.target_faults = 1 then 'target_unit'
            when
                loaded_values.reported_target is null
                and not loaded_values.is_annual
                and {{ grows_with_period('loaded_values.unit') }}
                then 'annual_target'
        end as rag_reason
    from loaded_values
    left join settings
        on
            loaded_values.la_code = settings.la_code
            and loaded_values.indicator_id = settings.indicator_id
    left join doubtful_units
        on
            loaded_values.return_id = doubtful_units.return_id
            and loaded_values.row_number = doubtful_units.row_number

),

-- Binary fractions are not exact: 85.1 - 5.1 has to be 80.
measured_figures as (

    select
        *,
        {{ rounded(
            "case polarity when 'lower' then value - target "
            "when 'higher' then target - value end",
            9
        ) }} as worse_by,
        max(case when is_latest then period_end end) over (
            partition by la_code, indicator_id, source, period_type
        ) as newest_period_end
    from figures_beside_targets

),

target_status as (

    select
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        source,
        return_id,
        row_number,
        unit,
        polarity,
        completeness,
        is_latest,
        is_latest
        and coalesce(period_end = newest_period_end, newest_period_end is null)
            as is_newest_period,
        value,
        target,
        target_tolerance,
        case
            when
                coalesce(rag_reason, 'none')
                not in ('annual_target', 'target_unit', 'value_unit')
                then gap_to_target
        end as gap_to_target,
        case
            when rag_reason is not null then null
            when worse_by <= 0 then 'green'
            when worse_by <= target_tolerance then 'amber'
            else 'red'
        end as rag,
        rag_reason
    from measured_figures

)

select * from target_status
