-- One row per share that others of its report leave no room for, and what they leave:
-- shares of the same children that keep each other apart add to 100 at most, and a
-- subset is no larger than its set.
with

dated_statements as (

    select *
    from {{ ref('returncheck', 'int_dated_statements') }}
    qualify
        row_number() over (
            partition by
                return_id,
                table_name,
                area_code,
                indicator_id,
                definition,
                period_start,
                period_end
            order by row_number desc
        ) = 1

),

indicator_parts as (

    select *
    from {{ ref('returncheck', 'int_known_indicator_parts') }}
    where part = 'denominator'

),

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

subsets as (

    select * from {{ ref('returncheck', 'rc_indicator_subsets') }}

),

grouped_shares as (

    select
        figures.*,
        parts.total_id,
        coalesce(parts.apart, parts.breakdown) as kept_apart
    from dated_statements as figures
    inner join indicator_parts as parts
        on figures.indicator_id = parts.indicator_id
    where
        figures.unit = 'percent'
        and coalesce(parts.apart, parts.breakdown) is not null

),

summed_shares as (

    select
        return_id,
        table_name,
        area_code,
        total_id,
        kept_apart,
        definition,
        period_start,
        period_end,
        count(*) as share_count,
        sum(value_stated) as share_sum,
        sum(rounding) as rounding_sum,
        min(support) as least_support,
        max(case when is_assumed then 1 else 0 end) = 1 as is_any_assumed
    from grouped_shares
    group by
        return_id,
        table_name,
        area_code,
        total_id,
        kept_apart,
        definition,
        period_start,
        period_end
    having sum(least_value) > 100

),

least_supported as (

    select
        shares.*,
        sums.share_count,
        sums.share_sum,
        sums.rounding_sum,
        sums.least_support,
        sums.is_any_assumed,
        sum(case when shares.support = sums.least_support then 1 else 0 end) over (
            partition by
                shares.return_id,
                shares.table_name,
                shares.area_code,
                shares.total_id,
                shares.kept_apart,
                shares.definition,
                shares.period_start,
                shares.period_end
        ) as least_count
    from grouped_shares as shares
    inner join summed_shares as sums
        on
            shares.return_id = sums.return_id
            and shares.table_name = sums.table_name
            and shares.area_code = sums.area_code
            and shares.total_id = sums.total_id
            and shares.kept_apart = sums.kept_apart
            and shares.definition = sums.definition
            and shares.period_start is not distinct from sums.period_start
            and shares.period_end = sums.period_end
    where sums.share_count > 1

),

subset_pairs as (

    select
        parts.*,
        sets.row_number as set_row_number,
        sets.title as set_title,
        sets.value_stated as set_value,
        sets.rounding as set_rounding,
        sets.support as set_support,
        parts.is_assumed or sets.is_assumed as is_any_assumed
    from dated_statements as parts
    inner join subsets
        on parts.indicator_id = subsets.subset_id
    inner join dated_statements as sets
        on
            subsets.set_id = sets.indicator_id
            and parts.return_id = sets.return_id
            and parts.table_name = sets.table_name
            and parts.area_code = sets.area_code
            and parts.definition = sets.definition
            and parts.period_start is not distinct from sets.period_start
            and parts.period_end = sets.period_end
    where
        parts.least_value > sets.most_value
        and coalesce(parts.denominator, sets.denominator, 0)
        = coalesce(sets.denominator, parts.denominator, 0)

),

-- Of the same children whether they are a share or not: numerators stand on their own.
counted_figures as (

    select
        figures.*,
        indicators.title,
        coalesce(figures.definition, 'national') as definition_meant
    from stated_figures as figures
    inner join indicators
        on figures.indicator_id = indicators.indicator_id
    where figures.numerator is not null and figures.period_end is not null
    qualify
        row_number() over (
            partition by
                figures.return_id,
                figures.table_name,
                figures.area_code,
                figures.indicator_id,
                coalesce(figures.definition, 'national'),
                figures.period_start,
                figures.period_end
            order by figures.row_number desc
        ) = 1

),

counted_pairs as (

    select
        parts.return_id,
        parts.table_name,
        parts.row_number,
        parts.title,
        parts.numerator,
        sets.row_number as set_row_number,
        sets.title as set_title,
        sets.numerator as set_numerator,
        parts.period_basis = 'assumed' or sets.period_basis = 'assumed'
            as is_any_assumed
    from counted_figures as parts
    inner join subsets
        on parts.indicator_id = subsets.subset_id
    inner join counted_figures as sets
        on
            subsets.set_id = sets.indicator_id
            and parts.return_id = sets.return_id
            and parts.table_name = sets.table_name
            and parts.area_code = sets.area_code
            and parts.definition_meant = sets.definition_meant
            and parts.period_start is not distinct from sets.period_start
            and parts.period_end = sets.period_end
    where
        parts.numerator > sets.numerator
        and coalesce(parts.denominator, sets.denominator, 0)
        = coalesce(sets.denominator, parts.denominator, 0)

),

counted_sides as (

    select
        return_id,
        table_name,
        row_number,
        numerator as stated_value,
        set_numerator as expected_value,
        is_any_assumed,
        'is_part_of' as reason_code,
        set_row_number as other_row_number,
        set_title as other_title
    from counted_pairs
    union all
    select
        return_id,
        table_name,
        set_row_number as row_number,
        set_numerator as stated_value,
        numerator as expected_value,
        is_any_assumed,
        'has_as_part' as reason_code,
        row_number as other_row_number,
        title as other_title
    from counted_pairs

),

subset_sides as (

    select
        subset_pairs.return_id,
        subset_pairs.table_name,
        subset_pairs.row_number,
        subset_pairs.value_stated as stated_value,
        subset_pairs.set_value as expected_value,
        subset_pairs.rounding + subset_pairs.set_rounding as tolerance,
        subset_pairs.support,
        subset_pairs.set_support as other_support,
        subset_pairs.is_any_assumed,
        'is_part_of' as reason_code,
        subset_pairs.set_row_number as other_row_number,
        subset_pairs.set_title as other_title
    from subset_pairs
    union all
    select
        subset_pairs.return_id,
        subset_pairs.table_name,
        subset_pairs.set_row_number as row_number,
        subset_pairs.set_value as stated_value,
        subset_pairs.value_stated as expected_value,
        subset_pairs.rounding + subset_pairs.set_rounding as tolerance,
        subset_pairs.set_support as support,
        subset_pairs.support as other_support,
        subset_pairs.is_any_assumed,
        'has_as_part' as reason_code,
        subset_pairs.row_number as other_row_number,
        subset_pairs.title as other_title
    from subset_pairs

),

share_conflicts as (

    select
        return_id,
        table_name,
        row_number,
        'shares_apart' as comparison,
        value_stated as stated_value,
        100 - (share_sum - value_stated) as expected_value,
        rounding_sum as tolerance,
        case
            when is_any_assumed or support > least_support then 'untestable'
            when least_count <= 2 then 'disagrees'
            else 'in_question'
        end as status,
        'shares_add_over_100' as reason_code,
        case
            when is_any_assumed then 'but_a_period_assumed'
            when support > least_support then 'another_is_in_question'
        end as remark_code,
        share_count as told_count,
        cast(null as string) as other_title
    from least_supported
    union all
    select
        return_id,
        table_name,
        row_number,
        'subset_of_set' as comparison,
        stated_value,
        expected_value,
        tolerance,
        case
            when is_any_assumed or support > other_support then 'untestable'
            else 'disagrees'
        end as status,
        reason_code,
        case
            when is_any_assumed then 'but_a_period_assumed'
            when support > other_support then 'other_is_in_question'
        end as remark_code,
        other_row_number as told_count,
        other_title
    from subset_sides
    union all
    select
        return_id,
        table_name,
        row_number,
        'subset_count_of_set' as comparison,
        stated_value,
        expected_value,
        cast(0 as double) as tolerance,
        case when is_any_assumed then 'untestable' else 'disagrees' end as status,
        reason_code,
        case when is_any_assumed then 'but_a_period_assumed' end as remark_code,
        other_row_number as told_count,
        other_title
    from counted_sides

)

select * from share_conflicts
