-- One row per claim in words, held against the figures that it is about. «About» is the
-- same as printed or within 5%; it is false beyond 10%, since the word has no limit.
with

claims as (

    select * from {{ ref('returncheck', 'int_claims') }}

),

yardsticks as (

    select * from {{ ref('returncheck', 'int_claim_yardsticks') }}

),

-- A factor of two decimals or more is itself rounded; a half or a double is not. What
-- is published of the authority need not be what the report counted, a population is an
-- estimate, and what came out after the report stands for a year that is not held.
compared_claims as (

    select
        claims.*,
        yardsticks.yardstick_source,
        yardsticks.least_value as yardstick_least,
        yardsticks.most_value as yardstick_most,
        coalesce(yardsticks.is_assumed, false) as is_yardstick_assumed,
        yardsticks.day_of,
        case
            when coalesce(claims.factor_decimals, 0) >= 2
                then {{ rounding_tolerance('claims.factor_decimals') }}
            else 0.0
        end as factor_rounding,
        case
            when yardsticks.is_not_out then 0.2
            when claims.own_source = 'counted' then 0.05
            when
                claims.comparator = 'own'
                and (claims.own_source = 'published')
                <> (yardsticks.yardstick_source = 'published')
                then 0.02
            else 0.0
        end as source_margin
    from claims
    left join yardsticks
        on
            claims.return_id = yardsticks.return_id
            and claims.row_number = yardsticks.row_number

),

limited_claims as (

    select
        *,
        yardstick_least * (coalesce(factor, 1.0) - factor_rounding) as least_limit,
        yardstick_most * (coalesce(factor, 1.0) + factor_rounding) as most_limit
    from compared_claims

),

widened_claims as (

    select
        *,
        least_limit * (1.0 - source_margin) as least_open,
        most_limit * (1.0 + source_margin) as most_open
    from limited_claims

),

-- How far the two are apart at the least and at the most; an open end reaches anything.
measured_claims as (

    select
        *,
        own_least is not null and yardstick_least is not null as is_known,
        coalesce(own_least > most_open, false) as is_surely_above,
        coalesce(own_most < least_open, false) as is_surely_below,
        coalesce(own_most <= least_open, false) as is_surely_not_above,
        coalesce(own_least >= most_open, false) as is_surely_not_below,
        greatest(
            coalesce(own_least - most_open, 0.0),
            coalesce(least_open - own_most, 0.0),
            0.0
        ) as least_gap,
        greatest(own_most - least_limit, most_limit - own_least) as most_gap,
        coalesce(own_least <= most_limit, true)
        and coalesce(own_most >= least_limit, true)
        and (yardstick_source <> 'published' or least_limit = most_limit)
            as is_same_as_printed
    from widened_claims

),

judged_claims as (

    select
        *,
        case
            when not is_known then 'open'
            when relation = 'above' and is_surely_above then 'true'
            when relation = 'above' and is_surely_not_above then 'false'
            when relation = 'below' and is_surely_below then 'true'
            when relation = 'below' and is_surely_not_below then 'false'
            when relation = 'equal' and (is_surely_above or is_surely_below)
                then 'false'
            when
                relation in ('equal', 'about')
                and is_same_as_printed
                and own_most is not null
                and most_limit is not null
                then 'true'
            when relation = 'about' and most_gap <= 0.05 * least_limit then 'true'
            when relation = 'about' and least_gap > 0.1 * most_open then 'false'
            else 'open'
        end as truth
    from measured_claims

),

explained_claims as (

    select
        *,
        is_own_assumed or is_yardstick_assumed as is_assumed,
        coalesce(is_own_local and yardstick_source = 'published', false)
            as is_of_local_definition,
        {{ rounded('(own_least + coalesce(own_most, own_least)) / 2', 2) }}
            as own_shown,
        {{ rounded(
            '(yardstick_least + coalesce(yardstick_most, yardstick_least)) / 2', 2
        ) }}
            as yardstick_shown,
        case
            when not is_known then null
            when comparator = 'target' then 'claim_beside_target'
            when comparator = 'own' and day_of is not null
                then 'claim_beside_day_' || yardstick_source
            when yardstick_source = 'published' and yardstick_most > yardstick_least
                then 'claim_beside_published_years'
            when yardstick_source = 'published' and day_of is not null
                then 'claim_beside_published'
            when yardstick_source = 'published' then 'claim_beside_mean'
            else 'claim_beside_printed'
        end as beside_code,
        case
            when own_least is null and yardstick_least is null
                then 'claim_of_unknown_figures'
            when own_least is null then 'claim_of_unknown_figure'
            when
                unit = 'count'
                and (
                    comparator in ('england', 'statistical_neighbours')
                    or comparator like 'region:%'
                )
                then 'claim_of_other_counts'
            else 'claim_beside_unknown'
        end as unknown_code
    from judged_claims

),

claim_comparisons as (

    select
        return_id,
        'Comparators' as table_name,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        'claim_in_words' as comparison,
        case when is_known then own_shown end as stated_value,
        case when is_known then yardstick_shown end as expected_value,
        cast(null as double) as tolerance,
        case
            when truth = 'open' or is_of_local_definition then 'untestable'
            when truth = 'true' then 'agrees'
            when is_assumed then 'untestable'
            else 'disagrees'
        end as status,
        case
            when beside_code is null or is_of_local_definition
                then 'claim_' || relation || '_said'
            when truth = 'false' and is_assumed
                then 'claim_' || relation || '_assumed'
            else 'claim_' || relation || '_' || truth
        end as reason_code,
        {{ reason_columns(
            qualifier_code="case when is_of_local_definition"
            " then 'claim_of_local_definition'"
            ' else coalesce(beside_code, unknown_code) end',
            hint_code="case when is_known and not is_of_local_definition"
            " and factor is not null then 'claim_times_factor' end",
            remark_code="case when is_known and not is_of_local_definition"
            " and own_source <> 'printed'"
            " then 'claim_by_' || own_source end",
            number_1='own_shown',
            number_2="case beside_code when 'claim_beside_published_years'"
            " then yardstick_least else yardstick_shown end",
            number_3='yardstick_most',
            number_4='factor',
            number_5=rounded('yardstick_shown * factor', 2),
            day_1='day_of',
            text_1='comparator_name'
        ) }}
    from explained_claims

)

select * from claim_comparisons
