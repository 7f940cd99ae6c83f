"""Intervals, limits, flags, trends and distances, recounted with scipy and numpy.

Every published figure takes part; denominators are read from the seeds again. The exact
binomial and Poisson distributions judge the formulas of the marts.
"""

from collections import defaultdict

import numpy as np
import polars as pl
import pytest
from scipy import stats

CHANCES = {"95": 0.025, "99_8": 0.001}
SCALES = {"percent": 100.0, "per_10k": 10_000.0}
SYMBOLS = ["c", "x", "z", "u", "low", "k", ""]


def seed(root, name, **kinds):
    return pl.read_csv(
        root / "seeds" / name, null_values=SYMBOLS, infer_schema=False
    ).cast(kinds)


@pytest.fixture(scope="module")
def catalogue(root):
    return {
        row["indicator_id"]: row
        for row in seed(
            root, "catalogue/rc_indicators.csv", published_decimals=pl.Int64
        ).iter_rows(named=True)
    }


@pytest.fixture(scope="module")
def published(reports_result):
    return reports_result.benchmarks.filter(pl.col("source") == "published")


@pytest.fixture(scope="module")
def denominators(root, published, catalogue):
    """Denominator by (indicator, year, authority), from the seeds."""
    values = {
        (row["indicator_id"], row["return_year"], row["la_code"]): row["value"]
        for row in published.iter_rows(named=True)
    }
    counts = pl.concat(
        seed(
            root, f"published/{path.name}", year=pl.Int64, denominator=pl.Float64
        ).select("indicator_id", "year", "area_code", "denominator")
        for path in sorted((root / "seeds" / "published").glob("*.csv"))
    )
    own = {
        (row["indicator_id"], row["year"], row["area_code"]): row["denominator"]
        for row in counts.iter_rows(named=True)
    }
    people = seed(
        root,
        "areas/rc_population_0_17.csv",
        mid_year=pl.Int64,
        population_0_17=pl.Float64,
    )
    population = {
        (row["mid_year"] + 1, row["area_code"]): row["population_0_17"]
        for row in people.iter_rows(named=True)
    }
    found = {}
    for indicator, year, la_code in values:
        named = catalogue[indicator]["denominator"]
        is_rate = catalogue[indicator]["unit"] == "per_10k"
        choices = (
            own.get((indicator, year, la_code)),
            values.get((named, year, la_code)),
            population.get((year, la_code)) if is_rate else None,
        )
        found[indicator, year, la_code] = next(
            (each for each in choices if each is not None), None
        )
    return found


@pytest.fixture(scope="module")
def flagged(published, catalogue):
    """The figures with a flag, with half a unit of their last digit, by unit.

    Of whole cases alone: the exact distributions know no parts of a post.
    """
    units = {key: row["unit"] for key, row in catalogue.items()}
    places = {key: row["published_decimals"] for key, row in catalogue.items()}
    base = pl.col("interval_denominator")
    frame = published.filter(
        pl.col("significance").is_not_null(), base == base.floor()
    ).with_columns(
        unit=pl.col("indicator_id").replace_strict(units),
        half=0.5
        * 10.0
        ** -pl.col("indicator_id").replace_strict(places, return_dtype=pl.Float64),
    )
    return {unit: frame.filter(pl.col("unit") == unit) for unit in SCALES}


def columns(frame, *names):
    return [frame[name].to_numpy() for name in names]


def distribution(unit, england, denominator):
    """The exact distribution of the count, were the authority like England."""
    share = england / SCALES[unit]
    if unit == "percent":
        return stats.binom(denominator, np.clip(share, 0, 1))
    return stats.poisson(share * denominator)


def test_denominators_are_the_published_ones_or_the_population(published, denominators):
    wrong = [
        row
        for row in published.iter_rows(named=True)
        if row["significance_reason"] in (None, "no_denominator")
        and (row["interval_denominator"] or None)
        != (
            denominators[row["indicator_id"], row["return_year"], row["la_code"]]
            or None
        )
    ]
    assert wrong == []


WITHOUT_LIMITS = {
    "count": "is_a_count",
    "days": "is_a_length_of_time",
    "weeks": "is_a_length_of_time",
    "months": "is_a_length_of_time",
    "pounds": "is_money",
}


def test_only_figures_without_limits_go_without_a_flag(published, catalogue):
    reasons = defaultdict(set)
    for row in published.iter_rows(named=True):
        entry = catalogue[row["indicator_id"]]
        unit = entry["unit"]
        if unit == "percent" and "days lost" in entry["numerator"]:
            expected = {"is_of_days_lost"}
        elif unit == "percent" or unit.startswith("per_"):
            expected = {None, "no_denominator", "no_england_value"}
        elif unit in WITHOUT_LIMITS:
            expected = {WITHOUT_LIMITS[unit]}
        else:
            expected = {"is_an_average" if entry["denominator"] else "is_a_count"}
        if row["significance_reason"] not in expected:
            reasons[row["indicator_id"]].add(row["significance_reason"])
    assert reasons == {}


def test_every_share_with_a_denominator_has_a_flag(published, denominators, catalogue):
    wrong = [
        row
        for row in published.iter_rows(named=True)
        if catalogue[row["indicator_id"]]["unit"] in SCALES
        and "days lost" not in catalogue[row["indicator_id"]]["numerator"]
        and denominators[row["indicator_id"], row["return_year"], row["la_code"]]
        and row["england_value"] is not None
        and row["significance"] is None
    ]
    assert wrong == []


def test_many_figures_of_both_kinds_take_part(flagged):
    assert min(frame.height for frame in flagged.values()) > 10_000


def test_share_intervals_solve_the_score_equation(flagged):
    """Wilson's ends are where the score test of the share is on the edge of 95%."""
    value, n, low, high = columns(
        flagged["percent"],
        "value",
        "interval_denominator",
        "interval_low",
        "interval_high",
    )
    z = stats.norm.ppf(0.975)
    for end in (low, high):
        share = end / 100
        distance = (value - end) / 100
        np.testing.assert_allclose(
            n * distance**2, z**2 * share * (1 - share), rtol=1e-6, atol=1e-9
        )
    assert np.all((low <= value + 1e-9) & (value <= high + 1e-9) & (low < high))


def test_share_intervals_are_those_of_scipy_for_whole_counts(flagged):
    rows = flagged["percent"].filter(pl.col("value").is_in([0.0, 25.0, 50.0, 100.0]))
    whole = rows.filter(pl.col("value") / 100 * pl.col("interval_denominator") % 1 == 0)
    assert whole.height > 50
    for row in whole.iter_rows(named=True):
        n = int(row["interval_denominator"])
        interval = stats.binomtest(round(row["value"] * n / 100), n).proportion_ci(
            method="wilson"
        )
        assert row["interval_low"] == pytest.approx(100 * interval.low, abs=1e-6)
        assert row["interval_high"] == pytest.approx(100 * interval.high, abs=1e-6)


def test_rate_intervals_are_within_a_fortieth_of_an_event_of_the_exact_ones(flagged):
    value, n, low, high = columns(
        flagged["per_10k"],
        "value",
        "interval_denominator",
        "interval_low",
        "interval_high",
    )
    scale = n / SCALES["per_10k"]
    events = value * scale
    exact_low = np.where(
        events > 0, stats.gamma.ppf(0.025, np.maximum(events, 1e-9)), 0
    )
    exact_high = stats.gamma.ppf(0.975, events + 1)
    assert np.max(np.abs(low * scale - exact_low)) < 0.025
    assert np.max(np.abs(high * scale - exact_high)) < 0.025


@pytest.mark.parametrize("level", CHANCES)
@pytest.mark.parametrize("unit", SCALES)
def test_limits_are_within_one_case_of_the_exact_ones(flagged, unit, level):
    """A limit without its allowance for rounding lies beside the first case out."""
    england, n, half, low, high = columns(
        flagged[unit],
        "england_value",
        "interval_denominator",
        "half",
        f"funnel_low_{level}",
        f"funnel_high_{level}",
    )
    count = n / SCALES[unit]
    chance = CHANCES[level]
    # England may be half a unit lower or higher than it is printed.
    last_low = distribution(unit, np.maximum(england - half, 0), n).ppf(chance) - 1
    first_high = distribution(unit, england + half, n).isf(chance) + 1
    inner_low, inner_high = (low + half) * count, (high - half) * count
    is_low, is_high = low > 0, (high < 100) | (unit == "per_10k")
    assert np.all((inner_low > last_low - 1 - 1e-6)[is_low])
    assert np.all((inner_low <= last_low + 1 + 1e-6)[is_low])
    assert np.all((inner_high >= first_high - 1 - 1e-6)[is_high])
    assert np.all((inner_high < first_high + 1 + 1e-6)[is_high])
    # No limit: rounding alone reaches the end, or none (or all) would not be out.
    assert np.all((last_low <= half * count + 1)[~is_low])
    assert np.all((first_high >= n - half * count - 1)[~is_high])


@pytest.mark.parametrize("unit", SCALES)
def test_flags_are_never_given_to_what_chance_gives_more_often(flagged, unit):
    """Exact chance of the count, both figures moved half a unit towards each other."""
    chances = {
        "high": (0.025, +1),
        "very_high": (0.001, +1),
        "low": (0.025, -1),
        "very_low": (0.001, -1),
    }
    for flag, (chance, side) in chances.items():
        rows = flagged[unit].filter(pl.col("significance") == flag)
        value, england, n, half = columns(
            rows, "value", "england_value", "interval_denominator", "half"
        )
        assert rows.height > 300
        count = (value - side * half) * n / SCALES[unit]
        exact = distribution(unit, england + side * half, n)
        tail = (
            exact.sf(np.ceil(count - 1e-6) - 1)
            if side > 0
            else exact.cdf(np.floor(count + 1e-6))
        )
        assert np.max(tail) < 1.2 * chance


@pytest.mark.parametrize("unit", SCALES)
def test_flags_follow_the_limits(flagged, unit):
    frame = flagged[unit]
    expected = (
        pl.when(pl.col("value") > pl.col("funnel_high_99_8"))
        .then(pl.lit("very_high"))
        .when(pl.col("value") < pl.col("funnel_low_99_8"))
        .then(pl.lit("very_low"))
        .when(pl.col("value") > pl.col("funnel_high_95"))
        .then(pl.lit("high"))
        .when(pl.col("value") < pl.col("funnel_low_95"))
        .then(pl.lit("low"))
        .otherwise(pl.lit("as_expected"))
    )
    assert frame.filter(pl.col("significance") != expected).is_empty()


def test_limits_hold_the_outer_ones_and_stay_in_range(flagged):
    for unit, frame in flagged.items():
        outer_low, low, england, high, outer_high = columns(
            frame,
            "funnel_low_99_8",
            "funnel_low_95",
            "england_value",
            "funnel_high_95",
            "funnel_high_99_8",
        )
        assert np.all((outer_low >= 0) & (outer_low <= low) & (low <= england))
        assert np.all((england <= high) & (high <= outer_high))
        assert np.all((outer_high <= 100) | (unit == "per_10k"))


def in_being(root, published):
    """The published figures of authorities in being in the figure's year."""
    authorities = seed(
        root, "areas/rc_authorities.csv", first_year=pl.Int64, last_year=pl.Int64
    ).select("la_code", "first_year", pl.col("last_year").fill_null(9999))
    year_ends = seed(root, "catalogue/rc_indicators.csv").select(
        "indicator_id", "year_end"
    )
    # An authority that begins in April has a September before its first March.
    first = pl.col("first_year") - (pl.col("year_end") > "03-31").cast(pl.Int64)
    return (
        published.join(authorities, on="la_code")
        .join(year_ends, on="indicator_id")
        .filter(pl.col("return_year").is_between(first, "last_year"))
    )


def once(root, figures):
    """The figures of authorities in being, one of two authorities together once."""
    joint = seed(
        root,
        "releases/rc_joint_figures.csv",
        first_year=pl.Int64,
        last_year=pl.Int64,
    ).select(
        "la_code",
        "joint_code",
        "year_end",
        pl.col("first_year").alias("since"),
        pl.col("last_year").fill_null(9999).alias("until"),
    )
    return figures.join(joint, on=["la_code", "year_end"], how="left").filter(
        (
            (pl.col("la_code") != pl.col("joint_code"))
            & pl.col("return_year").is_between("since", "until")
        )
        .fill_null(False)
        .not_()
    )


def test_trends_are_those_of_linear_regression(root, published):
    series = defaultdict(list)
    for row in in_being(root, published).sort("return_year").iter_rows(named=True):
        series[row["la_code"], row["indicator_id"]].append(
            (row["return_year"], row["value"])
        )
    wrong, tested = [], 0
    for row in published.filter(pl.col("return_year") == 2024).iter_rows(named=True):
        points = [
            point
            for point in series[row["la_code"], row["indicator_id"]]
            if 2015 <= point[0] <= 2024
        ]
        years, slope, direction = trend(points)
        tested += years is not None
        same = (row["trend_years"], row["trend_direction"]) == (years, direction)
        near = slope if slope is None else pytest.approx(slope, rel=1e-9, abs=1e-9)
        same &= row["trend_per_year"] == near
        wrong += [] if same else [(row, years, slope, direction)]
    assert wrong == []
    assert tested > 5_000


def trend(points):
    """Years, slope and direction of a line through (year, value)."""
    if len(points) < 5:
        return None, None, None
    years, values = np.array(points).T
    if len(set(values)) == 1:
        return len(points), 0.0, "steady"
    line = stats.linregress(years, values)
    direction = "rising" if line.slope > 0 else "falling"
    return len(points), line.slope, direction if line.pvalue < 0.05 else "steady"


def test_gap_is_to_the_quartile_towards_the_better_band(root, published, catalogue):
    values = defaultdict(list)
    for row in once(root, in_being(root, published)).iter_rows(named=True):
        values[row["indicator_id"], row["return_year"]].append(row["value"])
    edges = {
        key: np.quantile(listed, [0.25, 0.5, 0.75]) for key, listed in values.items()
    }
    wrong = []
    for row in published.iter_rows(named=True):
        lower, median, upper = edges[row["indicator_id"], row["return_year"]]
        upwards = catalogue[row["indicator_id"]]["polarity"] == "higher"
        next_edge = (
            {"B": upper, "C": median, "D": lower}
            if upwards
            else {"B": lower, "C": median, "D": upper}
        ).get(row["quartile_band"])
        expected = None if next_edge is None else abs(next_edge - row["value"])
        same = row["gap_to_next_band"] == pytest.approx(expected, abs=1e-9)
        wrong += [] if same else [row]
    assert wrong == []


def test_change_is_better_towards_the_better_side(published, catalogue):
    sides = {"higher": 1, "lower": -1, "none": 0}
    wrong, told = [], 0
    for row in published.iter_rows(named=True):
        change = row["change_on_previous_year"] or 0
        gain = change * sides[catalogue[row["indicator_id"]]["polarity"]]
        expected = gain > 0 if gain else None
        told += expected is not None
        wrong += [] if row["is_change_better"] is expected else [row]
    assert wrong == []
    assert told > 10_000


def test_figures_of_reports_have_a_flag_or_a_reason(reports_result):
    loaded = reports_result.benchmarks.filter(pl.col("source") == "reported")
    flags = loaded.filter(pl.col("significance").is_not_null())
    sources = set(flags["interval_denominator_source"])
    assert sources == {"own_parts", "population_estimate"}
    one_of_them = (
        pl.col("significance").is_null() == pl.col("significance_reason").is_not_null()
    )
    assert loaded.select(one_of_them.all()).item()
