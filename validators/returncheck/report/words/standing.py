"""What is said of where a figure stands: against chance, the next band, over ten years.

Plain text throughout; the marts have computed everything but the rounding.
"""

from collections.abc import Mapping
from typing import Any

from returncheck.report.words.numbers import figure, gap

_SIGNIFICANCE = {
    "as_expected": "as expected",
    "high": "high",
    "low": "low",
    "very_high": "very high",
    "very_low": "very low",
}
_CASES = {"95": "95 of 100", "99_8": "998 of 1,000"}
_NO_PLACE = {
    "contradicted": "the figure is contradicted",
    "lower_bound": "the figure can only be higher",
    "assumed_period": "the report does not print the period",
    "part_of_a_year": "published figures are of whole years",
    "another_day": "published figures are of another day of the year",
    "not_published": "no authorities' figures are held to place it among",
    "no_better_side": "it is not agreed which side is better",
}
_NO_INTERVAL = {
    "is_a_count": "nothing says how much of a count is chance",
    "is_an_average": "nothing says how much of an average is chance",
    "is_a_length_of_time": "nothing says how much of a length of time is chance",
    "is_money": "nothing says how much of what is spent is chance",
    "is_of_days_lost": "days of absence come in spells, not one by one",
    "lower_bound": "the figure can only be higher",
    "out_of_range": "no such share or rate can be",
    "no_england_value": "England has no figure to hold it against",
}
_NO_DENOMINATOR = {
    "published": "the release gives no denominator",
    "reported": "the report prints no denominator",
    "recomputed": "it has no denominator",
}
_TOWARDS = {True: "better", False: "worse"}


def significance_in_words(row: Mapping[str, Any]) -> str:
    """Whether a figure differs from England's by more than chance; empty if unknown.

    Args:
        row: A row of the benchmarks mart.
    """
    return _SIGNIFICANCE.get(row["significance"] or "", "")


def no_place(row: Mapping[str, Any]) -> str:
    """Why a figure has neither rank nor band, in a line; empty where it has.

    Args:
        row: A row of the benchmarks mart.
    """
    why = _NO_PLACE.get(row["rank_reason"] or "", "")
    return f"No rank or band: {why}" if why else ""


def no_interval(row: Mapping[str, Any]) -> str:
    """Why nothing can be said of chance, in a line; empty where something can.

    Args:
        row: A row of the benchmarks mart.
    """
    reason = row["significance_reason"] or ""
    why = _NO_INTERVAL.get(reason, "")
    if reason == "no_denominator":
        why = _NO_DENOMINATOR[row["source"]]
    return f"No interval: {why}" if why else ""


def chance(row: Mapping[str, Any], unit: str) -> str:
    """What chance alone gives beside England; empty where nothing can be said.

    Args:
        row: A row of the benchmarks mart.
        unit: Unit of the catalogue.
    """
    said = significance_in_words(row)
    if not said:
        return ""
    level = "99_8" if said.startswith("very") else "95"
    low = figure(row[f"funnel_low_{level}"], unit)
    high = figure(row[f"funnel_high_{level}"], unit)
    return (
        f"{said.capitalize()} beside England: chance alone gives {low} to {high} "
        f"in {_CASES[level]} cases"
    )


def towards(is_better: bool | None) -> str:
    """Better or worse; empty where neither can be said."""
    return "" if is_better is None else _TOWARDS[is_better]


def next_band(row: Mapping[str, Any], unit: str) -> str:
    """How far the next better band is; empty in the best one and without a band.

    Args:
        row: A row of the benchmarks mart.
        unit: Unit of the catalogue.
    """
    distance = row["gap_to_next_band"]
    if distance is None:
        return ""
    band = {"B": "A", "C": "B", "D": "C"}[row["quartile_band"]]
    if not round(distance, 1):
        return f"On the edge of band {band}"
    return f"{gap(distance, unit)} from band {band}"


def trend(row: Mapping[str, Any], unit: str, polarity: str) -> str:
    """How the authority's published figures moved in ten years; empty if too few.

    Args:
        row: A row of the benchmarks mart.
        unit: Unit of the catalogue.
        polarity: Which side is better: higher, lower or none.
    """
    direction = row["trend_direction"]
    if direction is None:
        return ""
    covers = f"the last {row['trend_years']} figures, up to {row['comparator_year']}"
    if direction == "steady":
        return f"Published figures steady over {covers}"
    slope = row["trend_per_year"]
    size = gap(slope, unit, 1 if abs(slope) >= 0.1 else 2)
    is_better = None if polarity == "none" else (slope > 0) == (polarity == "higher")
    tail = f" ({towards(is_better)})" if is_better is not None else ""
    return f"Published figures {direction} by {size} a year over {covers}{tail}"
