-- One row per area of 2025 whose published referral rate does not follow from its
-- published referrals and the estimate of mid-2024. England: 632,830 referrals over
-- 12,183,016 children are 519.4 per 10,000. England and regions publish counts to the
-- nearest 10; an authority may have been revised, so only these areas are held to it.
with

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

populations as (

    select * from {{ ref('returncheck', 'int_populations_by_return_year') }}

),

rates as (

    select
        area_type,
        area_code,
        return_year,
        value as rate
    from published_values
    where indicator_id = 'referral_rate'

),

counts as (

    select
        area_code,
        return_year,
        value as referrals
    from published_values
    where indicator_id = 'referrals'

),

differing_rates as (

    select
        rates.area_code,
        rates.rate,
        counts.referrals,
        populations.population,
        10000.0 * counts.referrals / populations.population as rate_of_counts
    from rates
    left join counts
        on
            rates.area_code = counts.area_code
            and rates.return_year = counts.return_year
    left join populations
        on
            rates.area_code = populations.area_code
            and rates.return_year = populations.return_year
    where
        rates.return_year = 2025
        and rates.area_type <> 'authority'
        and (
            populations.mid_year is distinct from 2024
            or (
                rates.area_code = 'E92000001'
                and (populations.population <> 12183016 or rates.rate <> 519.4)
            )
            or coalesce(
                abs(rates.rate - 10000.0 * counts.referrals / populations.population)
                > 0.05 + 10000.0 * 5 / populations.population,
                true
            )
        )

)

select * from differing_rates
