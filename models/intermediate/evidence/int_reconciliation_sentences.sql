-- One row per figure and comparison: what it says of the figure, in words.
with

reconciliation as (

    select * from {{ ref('int_reconciliation') }}

),

comparisons as (

    select * from {{ ref('comparisons') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

-- As many decimals as show the difference, and at least two. A rate is over the
-- population, a daily mean over working days.
measured_comparisons as (

    select
        reconciliation.*,
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

),

numbers_in_words as (

    select
        *,
        {{ number_in_words('stated_value', 'shown_decimals') }} || unit_sign as stated,
        {{ number_in_words('expected_value', 'shown_decimals') }} || unit_sign
            as expected,
        concat(
            {{ number_in_words('abs(difference)', 'shown_decimals') }},
            case
                when unit_sign = '%' and round(abs(difference), shown_decimals) = 1
                    then ' percentage point'
                when unit_sign = '%' then ' percentage points'
                else ''
            end,
            case when difference < 0 then ' less' else ' more' end
        ) as distance,
        case
            when tolerance is null then ''
            else concat(
                ' (tolerance ',
                {{ number_in_words(
                    'tolerance',
                    'case when tolerance < 1 then shown_decimals + 1 else 2 end'
                ) }},
                ': ',
                tolerance_reason,
                ')'
            )
        end as allowed,
        coalesce('; ' || reason, '') as remark
    from measured_comparisons

),

reconciliation_sentences as (

    select
        return_id,
        table_name,
        row_number,
        indicator_id,
        comparison,
        comparator_name,
        status,
        severity,
        stated_value,
        place,
        is_confirming,
        coalesce(title, indicator_id, 'A figure')
        || coalesce(', as quoted for ' || comparator_name, '') as title,
        case
            when status = 'disagrees' and expected_value is null then reason
            when status = 'untestable'
                then concat(
                    'not held against ',
                    against,
                    case
                        when stated_value is null then ''
                        else coalesce(' (' || expected || ')', '')
                    end,
                    coalesce(': ' || reason, '')
                )
            when status = 'agrees'
                then concat('agrees with ', against, ' (', expected, ')', remark)
            when status = 'plausible'
                then concat(
                    'plausible beside ', against, ', ', expected, allowed, remark
                )
            else concat(
                gives, ' ', expected, ' and ', subject, ' is ', stated, ', ',
                distance, allowed, remark,
                case
                    when status = 'revised_since'
                        then '; the population estimates revised since explain it'
                    else ''
                end
            )
        end as sentence
    from numbers_in_words

)

select * from reconciliation_sentences
