-- One row per published figure and what contradicts it among all that is published: its
-- own counts, the counts of its parts, the national tool's copy of it, or that it is
-- one figure of two authorities.
with

published_figures as (

    select * from {{ ref('returncheck', 'int_published__figures') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

indicators as (

    select
        *,
        case
            when unit = 'percent' then 100.0
            when unit in ('per_10k', 'per_10k_10_to_17') then 10000.0
            when unit = 'per_100k_10_to_17' then 100000.0
            else 1.0
        end as scale
    from {{ ref('returncheck', 'rc_indicators') }}

),

count_links as (

    select
        indicator_id,
        of_id
    from {{ ref('returncheck', 'rc_count_links') }}
    where link = 'within' and of_part = 'numerator' and coalesce(is_whole, false)

),

indicator_parts as (

    select * from {{ ref('returncheck', 'rc_indicator_parts') }}

),

tool_figures as (

    select * from {{ ref('returncheck', 'rc_tool_figures') }}

),

joint_figures as (

    select distinct
        la_code,
        joint_code
    from {{ ref('returncheck', 'rc_joint_figures') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_areas__authorities') }}

),

revisions as (

    select * from {{ ref('returncheck', 'int_population_revisions') }}

),

figures_and_counts as (

    select
        'counts' as kind,
        indicator_id,
        year as return_year,
        area_type,
        area_code,
        value,
        value_printed,
        numerator,
        denominator
    from published_figures
    where value is not null and numerator is not null and denominator > 0

),

-- What lies within the numerator, and together is all of it.
whole_numerators as (

    select
        of_id,
        count(*) as members
    from count_links
    group by of_id

),

sums_of_parts as (

    select
        whole_numerators.of_id as indicator_id,
        published_values.return_year,
        published_values.area_type,
        published_values.area_code,
        sum(published_values.value) as numerator
    from count_links
    inner join whole_numerators
        on count_links.of_id = whole_numerators.of_id
    inner join published_values
        on count_links.indicator_id = published_values.indicator_id
    group by
        whole_numerators.of_id,
        whole_numerators.members,
        published_values.return_year,
        published_values.area_type,
        published_values.area_code
    having count(published_values.value) = whole_numerators.members

),

figures_and_parts as (

    select
        'parts' as kind,
        sums_of_parts.indicator_id,
        sums_of_parts.return_year,
        sums_of_parts.area_type,
        sums_of_parts.area_code,
        published_figures.value,
        published_figures.value_printed,
        sums_of_parts.numerator,
        wholes.value as denominator
    from sums_of_parts
    inner join published_figures
        on
            sums_of_parts.indicator_id = published_figures.indicator_id
            and sums_of_parts.return_year = published_figures.year
            and sums_of_parts.area_code = published_figures.area_code
    inner join indicator_parts
        on
            sums_of_parts.indicator_id = indicator_parts.indicator_id
            and indicator_parts.part = 'denominator'
    inner join published_values as wholes
        on
            indicator_parts.total_id = wholes.indicator_id
            and sums_of_parts.return_year = wholes.return_year
            and sums_of_parts.area_code = wholes.area_code
    where
        published_figures.value is not null
        and published_figures.numerator is null
        and wholes.value > 0

),

-- Posts come in parts: a tenth is as near as they are printed.
indicators_in_parts as (

    select
        indicator_id,
        max(case when numerator <> round(numerator) then 0.05 else 0 end)
            as part_of_numerator,
        max(case when denominator <> round(denominator) then 0.05 else 0 end)
            as part_of_denominator
    from figures_and_counts
    group by indicator_id

),

quotients as (

    select * from figures_and_counts
    union all
    select * from figures_and_parts

),

-- Counts of England and of regions are rounded to 10, each that a numerator is the sum
-- of, those of posts to a tenth; rates of years before the estimates were re-based may
-- stand on the earlier ones.
bounded_quotients as (

    select
        quotients.*,
        indicators.published_decimals,
        indicators.scale,
        case
            when quotients.area_type <> 'authority' and quotients.numerator % 10 = 0
                then 5 * coalesce(whole_numerators.members, 1)
            else coalesce(indicators_in_parts.part_of_numerator, 0)
        end as numerator_rounding,
        case
            when quotients.area_type <> 'authority' and quotients.denominator % 10 = 0
                then 5
            else coalesce(indicators_in_parts.part_of_denominator, 0)
        end as denominator_rounding,
        case indicators.unit
            when 'per_10k' then least(1, coalesce(revisions.least_factor, 1))
            else 1
        end as least_factor,
        case indicators.unit
            when 'per_10k' then greatest(1, coalesce(revisions.most_factor, 1))
            else 1
        end as most_factor
    from quotients
    inner join indicators
        on quotients.indicator_id = indicators.indicator_id
    left join indicators_in_parts
        on quotients.indicator_id = indicators_in_parts.indicator_id
    left join whole_numerators
        on quotients.indicator_id = whole_numerators.of_id
    left join revisions
        on
            quotients.area_code = revisions.area_code
            and quotients.return_year = revisions.return_year

),

limits as (

    select
        *,
        scale * numerator / denominator as implied_value,
        scale
        * (numerator - numerator_rounding)
        / (denominator + denominator_rounding)
        * least_factor as implied_low,
        scale
        * (numerator + numerator_rounding)
        / nullif(greatest(denominator - denominator_rounding, 0), 0)
        * most_factor as implied_high
    from bounded_quotients

),

differing_quotients as (

    select
        kind,
        indicator_id,
        return_year,
        area_type,
        area_code,
        value,
        value_printed,
        cast(null as string) as symbol,
        numerator,
        denominator,
        implied_value,
        cast(null as string) as other_area
    from limits
    where
        value > implied_high + {{ rounding_tolerance('published_decimals') }}
        or value < implied_low - {{ rounding_tolerance('published_decimals') }}

),

-- The tool's copy: beside another figure of the release, or a symbol.
differing_tool_figures as (

    select
        case
            when published_figures.value is null then 'tool_beside_symbol'
            else 'tool'
        end as kind,
        tool_figures.indicator_id,
        cast(tool_figures.year as integer) as return_year,
        tool_figures.area_type,
        tool_figures.area_code,
        {{ to_number('tool_figures.value') }} as value,
        tool_figures.value as value_printed,
        published_figures.value_printed as symbol,
        published_figures.numerator,
        published_figures.denominator,
        published_figures.value as implied_value,
        cast(null as string) as other_area
    from tool_figures
    inner join published_figures
        on
            tool_figures.indicator_id = published_figures.indicator_id
            and tool_figures.year = published_figures.year
            and tool_figures.area_code = published_figures.area_code
    inner join indicators
        on tool_figures.indicator_id = indicators.indicator_id
    where
        published_figures.value is null
        or abs(published_figures.value - {{ to_number('tool_figures.value') }})
        > {{ rounding_tolerance('indicators.published_decimals') }}

),

figures_of_two as (

    select
        'joint' as kind,
        authority_values.indicator_id,
        authority_values.return_year,
        'authority' as area_type,
        authority_values.la_code as area_code,
        authority_values.value,
        cast(null as string) as value_printed,
        cast(null as string) as symbol,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        cast(null as double) as implied_value,
        others.la_code as other_area
    from joint_figures
    inner join authority_values
        on
            joint_figures.la_code = authority_values.la_code
            and joint_figures.joint_code = authority_values.joint_code
    inner join authority_values as others
        on
            authority_values.indicator_id = others.indicator_id
            and authority_values.return_year = others.return_year
            and authority_values.joint_code = others.joint_code
            and authority_values.la_code <> others.la_code

),

all_contradictions as (

    select * from differing_quotients
    union all
    select * from differing_tool_figures
    union all
    select * from figures_of_two

),

areas as (

    select
        la_code as area_code,
        la_name as area_name
    from authorities
    union all
    select distinct
        region_code as area_code,
        region_name as area_name
    from authorities
    union all
    select
        'E92000001' as area_code,
        'England' as area_name

),

sentences as (

    select * from {{ ref('returncheck', 'rc_sentences') }}

),

templates as (

    select
        all_contradictions.*,
        areas.area_name,
        others.area_name as other_name,
        indicators.published_decimals,
        sentences.template
    from all_contradictions
    inner join indicators
        on all_contradictions.indicator_id = indicators.indicator_id
    left join areas
        on all_contradictions.area_code = areas.area_code
    left join areas as others
        on all_contradictions.other_area = others.area_code
    inner join sentences
        on
            case
                when
                    all_contradictions.kind = 'tool'
                    and all_contradictions.numerator is not null
                    and all_contradictions.denominator is not null
                    then 'published_tool_beside_counts'
                else 'published_' || all_contradictions.kind
            end
            = sentences.code

),

-- With the decimals that the release prints.
numbers_in_words as (

    select
        *,
        {{ number_in_words('implied_value', 'published_decimals') }}
        || case
            when
                published_decimals = 1
                and {{ rounded('implied_value', 1) }} = round(implied_value)
                then '.0'
            else ''
        end as implied
    from templates

),

contradictions as (

    select
        kind,
        indicator_id,
        return_year,
        area_type,
        area_code,
        area_name,
        value,
        numerator,
        denominator,
        implied_value,
        other_area,
        {{ fill_template('template', {
            'value': 'value_printed',
            'symbol': 'symbol',
            'numerator': number_in_words('numerator', 1),
            'denominator': number_in_words('denominator', 1),
            'implied': 'implied',
            'area': 'area_name',
            'other': 'other_name',
        }) }} as sentence
    from numbers_in_words

)

select * from contradictions
