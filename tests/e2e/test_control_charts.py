"""Control charts against a published example and a recount in exact fractions."""

import calendar
import random
from collections import defaultdict
from datetime import date
from fractions import Fraction
from itertools import pairwise

import polars as pl
import pytest

from returncheck import Workspace

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2 "Individuals Control Charts":
# flow rate of ten batches.
NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
UNITS = {
    "assessments_within_45_days": ("percent", "higher", "month"),
    "rereferrals_within_12_months": ("percent", "lower", "month"),
    "referrals": ("count", "none", "month"),
    "referral_rate": ("per_10k", "none", "month"),
    "care_proceedings_weeks": ("weeks", "lower", "month"),
    "cla_at_year_end": ("count", "none", "snapshot"),
    "social_worker_caseload": ("number", "lower", "snapshot"),
}
D2, D4 = Fraction("1.128"), Fraction("3.267")
SERIES = ["la_code", "indicator_id", "source", "period_type"]


def month_end(number):
    """The last day of a month counted from January of the year 0."""
    year, month = divmod(number, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def figure(la_code, indicator, number, value, **changes):
    end = month_end(number)
    kind = UNITS.get(indicator, ("", "", "month"))[2]
    return {
        "report_id": f"report-{la_code}",
        "report_date": "2026-06-01",
        "la_code": la_code,
        "indicator_id": indicator,
        "period_type": kind,
        "period_start": str(end if kind == "snapshot" else end.replace(day=1)),
        "period_end": str(end),
        "period_basis": "printed",
        "value": value,
        **changes,
    }


def made_up_series(dice):
    """Month number to printed value: levels, steps, slopes, ties and gaps."""
    start, length = 2019 * 12 + dice.randrange(24), dice.randint(2, 40)
    mean, spread = dice.choice([(8, 3), (50, 4), (92, 6), (20, 0)])
    slope, shift = dice.choice([0, 0, 0.8, -0.8]), dice.choice([0, 0, 0, 5])
    digits = dice.choice([0, 0, 1])
    gaps = dice.choice([0, 0, 0.05, 0.3])
    found = {}
    for place in range(length):
        value = dice.gauss(mean, spread) + slope * place + shift * (2 * place > length)
        if dice.random() >= gaps:
            found[start + place] = f"{min(max(value, 0), 100):.{digits}f}"
    return found


@pytest.fixture(scope="module")
def series(root):
    """The printed values by authority and indicator."""
    dice = random.Random(20261121)
    codes = pl.read_csv(
        root / "seeds" / "areas" / "rc_authorities.csv", infer_schema=False
    )["la_code"][1:81]
    made = {
        (code, indicator): made_up_series(dice) for code in codes for indicator in UNITS
    }
    nist = {2024 * 12 + place: str(value) for place, value in enumerate(NIST)}
    return {key: found for key, found in made.items() if found} | {
        ("887", "referral_rate"): nist
    }


@pytest.fixture(scope="module")
def result(series, tmp_path_factory, new_database):
    """One check of a report an authority, and of 887 a second one for its last months.

    Each report also prints what belongs to no series, in values that would show.
    """
    rows = defaultdict(list)
    for (code, indicator), values in series.items():
        rows[code] += [figure(code, indicator, *each) for each in values.items()]
        last = max(values)
        for kind in ("year_to_date", "quarter", "rolling_12_months"):
            rows[code].append(figure(code, indicator, last, "99", period_type=kind))
    later = [
        {**row, "report_id": "later", "report_date": "2026-07-01"}
        for row in rows["887"]
        if row["period_end"] >= "2024-09-01"
    ]
    earlier = [
        {**row, "value": "1"}
        for row in rows["887"]
        if row["period_end"] >= "2024-09-01"
    ]
    rows["887"] = [
        row for row in rows["887"] if row["period_end"] < "2024-09-01"
    ] + earlier
    database = new_database(tmp_path_factory.mktemp("charts") / "w.duckdb")
    with Workspace.open(database) as workspace:
        for code, listed in rows.items():
            workspace.load_tables(
                "kpi_return", {"Figures": pl.DataFrame(listed)}, return_id=code
            )
        workspace.load_tables(
            "kpi_return", {"Figures": pl.DataFrame(later)}, return_id="0-later"
        )
        whole = workspace.check(suites=False)
        part = workspace.check(suites=False, returns=["0-later"])
    return whole, part


@pytest.fixture(scope="module")
def charts(result):
    return {
        key: frame.sort("period_end").to_dicts()
        for key, frame in result[0]
        .control_charts.partition_by(SERIES, as_dict=True)
        .items()
    }


def test_nist_example_has_the_published_mean_and_limits(charts):
    points = charts["887", "referral_rate", "reported", "month"]
    assert [row["value"] for row in points] == NIST
    found = points[0]
    assert f"{found['centre_line']:.2f}" == "50.81"
    assert f"{found['moving_range_mean']:.4f}" == "1.8778"
    assert f"{found['upper_limit']:.4f}" == "55.8041"
    assert f"{found['lower_limit']:.4f}" == "45.8159"
    assert [row["is_beyond_limits"] for row in points] == [False] * 10


def test_every_month_of_a_series_stands_there_once(charts, series):
    expected = {
        (code, indicator, "reported", UNITS[indicator][2]): [
            (month_end(number), float(value))
            for number, value in sorted(values.items())
        ]
        for (code, indicator), values in series.items()
    }
    found = {
        key: [(row["period_end"], row["value"]) for row in rows]
        for key, rows in charts.items()
    }
    assert found == expected


def test_a_check_of_one_return_shows_its_series_whole(result):
    whole, part = (each.control_charts for each in result)
    of_887 = (pl.col("la_code") == "887") & (pl.col("indicator_id") == "referral_rate")
    assert part.equals(whole.filter(of_887))
    assert dict(part["return_id"].value_counts().iter_rows()) == {
        "887": 8,
        "0-later": 2,
    }


def recount(values, unit, polarity):
    """All that the mart says of a series, from its definition alone, in fractions."""
    numbers = sorted(values)
    value = {number: Fraction(values[number]) for number in numbers}
    ranges = {
        number: abs(value[number] - value[number - 1])
        for number in numbers
        if number - 1 in value
    }
    common = {"points": len(numbers), "moving_ranges": len(ranges)}
    if len(numbers) < 10 or len(ranges) < 9:
        reason = "too_few_points" if len(numbers) < 10 else "too_few_moving_ranges"
        return [
            {**common, "moving_range": ranges.get(n), "limits_reason": reason}
            for n in numbers
        ]
    mean = sum(value.values()) / len(numbers)
    mean_range = sum(ranges.values()) / len(ranges)
    reach = 3 * mean_range / D2
    low, high = mean - reach, mean + reach
    common |= {
        "limits_reason": None,
        "centre_line": mean,
        "moving_range_mean": mean_range,
        "moving_range_limit": D4 * mean_range,
        "lower_limit": max(low, 0),
        "upper_limit": min(high, 100) if unit == "percent" else high,
        "is_lower_limit_clipped": low < 0,
        "is_upper_limit_clipped": unit == "percent" and high > 100,
    }
    runs, trends = stretches_of_one_side(value, mean), monotone_stretches(value)
    rows = []
    for number in numbers:
        side = sign(value[number] - mean)
        trend = trend_of(number, trends)
        flags = {
            "is_beyond_limits": not low <= value[number] <= high,
            "is_on_run": runs[number] >= 8,
            "is_on_trend": trend is not None,
            "is_two_of_three": is_two_of_three(number, value, mean, 2 * reach / 3),
            "is_moving_range_high": ranges.get(number, 0) > D4 * mean_range,
        }
        signal = next((name for name, flag in flags.items() if flag), None)
        direction = {
            None: 0,
            "is_on_trend": trend,
            "is_moving_range_high": sign(
                value[number] - value.get(number - 1, value[number])
            ),
        }.get(signal, side)
        gain = direction * {"higher": 1, "lower": -1, "none": 0}[polarity]
        rows.append(
            {
                **common,
                **flags,
                "moving_range": ranges.get(number),
                "run_points": runs[number],
                "signal": NAMES.get(signal),
                "signal_direction": {1: "up", -1: "down", 0: None}[direction],
                "trend_direction": {1: "rising", -1: "falling", None: None}[trend],
                "is_signal_better": gain > 0 if gain else None,
            }
        )
    return rows


NAMES = {
    "is_beyond_limits": "beyond_limits",
    "is_on_run": "run",
    "is_on_trend": "trend",
    "is_two_of_three": "two_of_three",
    "is_moving_range_high": "moving_range",
}


def sign(number):
    return (number > 0) - (number < 0)


def stretches_of_one_side(value, mean):
    """How many months in a row lie on each month's side of the mean."""
    found = {}
    for number in value:
        side = sign(value[number] - mean)
        first = last = number
        while first - 1 in value and sign(value[first - 1] - mean) == side:
            first -= 1
        while last + 1 in value and sign(value[last + 1] - mean) == side:
            last += 1
        found[number] = last - first + 1 if side else 0
    return found


def monotone_stretches(value):
    """First month, last month and direction of every rise and fall of six months."""
    found = []
    for first in value:
        for direction in (1, -1):
            last = first
            while last + 1 in value and (
                sign(value[last + 1] - value[last]) == direction
            ):
                last += 1
            if last - first >= 5:
                found.append((first, last, direction))
    return found


def trend_of(number, trends):
    """Direction of the trend that a month is of; at a turn that of the first."""
    holding = [each for each in trends if each[0] <= number <= each[1]]
    return min(holding)[2] if holding else None


def is_two_of_three(number, value, mean, far):
    """Whether a window of three months holds it and another on its side, both far."""
    side = sign(value[number] - mean)
    for first in range(number - 2, number + 1):
        window = [first, first + 1, first + 2]
        present = [each for each in window if each in value]
        joined = all(b - a == 1 for a, b in pairwise(present))
        out = [each for each in present if side * (value[each] - mean) > far]
        if joined and number in out and len(out) >= 2:
            return True
    return False


def test_charts_are_those_of_a_recount(charts, series):
    wrong, signals, reasons = [], defaultdict(int), defaultdict(int)
    for (code, indicator), values in series.items():
        unit, polarity, kind = UNITS[indicator]
        found = charts[code, indicator, "reported", kind]
        for row, expected in zip(found, recount(values, unit, polarity), strict=True):
            exact = {
                key: float(value) if isinstance(value, Fraction) else value
                for key, value in expected.items()
            }
            same = {key: row[key] for key in exact}
            if same != pytest.approx(exact, abs=1e-9):
                wrong.append((code, indicator, row["period_end"], same, exact))
            signals[row["signal"]] += 1
            reasons[row["limits_reason"]] += 1
    assert wrong == []
    assert {each: count > 30 for each, count in signals.items()} == dict.fromkeys(
        [None, "beyond_limits", "run", "trend", "two_of_three", "moving_range"], True
    )
    assert {each: count > 100 for each, count in reasons.items()} == dict.fromkeys(
        [None, "too_few_points", "too_few_moving_ranges"], True
    )
