-- One row per published interval that the formulas do not give, to the digits printed.
-- Shares: R. G. Newcombe, "Two-sided confidence intervals for the single proportion",
-- Statistics in Medicine 17 (1998), 857 to 872, table I, method 3 (score, Wilson).
-- Counts: exact limits of F. Garwood, "Fiducial limits for the Poisson distribution",
-- Biometrika 28 (1936), 437 to 442, which Byar's come within 0.02 of.
with

shares as (

    select
        listed.events,
        listed.denominator,
        listed.low,
        listed.high,
        listed.events / listed.denominator as share
    from (
        values
        (81.0, 263.0, 0.2553, 0.3662),
        (15.0, 148.0, 0.0624, 0.1605),
        (0.0, 20.0, 0.0000, 0.1611),
        (1.0, 29.0, 0.0061, 0.1718)
    ) as listed (events, denominator, low, high)

),

counts as (

    select
        listed.events,
        cast(null as double) as denominator,
        listed.low,
        listed.high
    from (
        values
        (0.0, 0.000, 3.689),
        (1.0, 0.025, 5.572),
        (5.0, 1.623, 11.668),
        (10.0, 4.795, 18.390),
        (20.0, 12.217, 30.888),
        (50.0, 37.111, 65.919)
    ) as listed (events, low, high)

),

intervals as (

    select
        events,
        denominator,
        low,
        high,
        0.00005 as tolerance,
        {{ wilson_limit('share', 'denominator', 95, 'low') }} as found_low,
        {{ wilson_limit('share', 'denominator', 95, 'high') }} as found_high
    from shares
    union all
    select
        events,
        denominator,
        low,
        high,
        case when events = 0 then 0.025 else 0.02 end as tolerance,
        {{ byar_limit('events', 95, 'low') }} as found_low,
        {{ byar_limit('events', 95, 'high') }} as found_high
    from counts

),

differing_intervals as (

    select *
    from intervals
    where
        coalesce(abs(found_low - low) > tolerance, true)
        or coalesce(abs(found_high - high) > tolerance, true)

)

select * from differing_intervals
