"""Words on targets: red, amber and green, and why a figure is none of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from returncheck.catalogue.units import OF_A_WHOLE_YEAR
from returncheck.files.rounding import rounded
from returncheck.report.words.numbers import counted, day, gap, period, printed

NOT_JUDGED = {
    "no_better_side": "it is not agreed which side is better",
    "no_value": "there is no figure",
    "lower_bound": "the figure is a lower bound",
    "value_unit": "the figure is not one of its unit",
    "target_unit": "the target is not of the figure's unit",
    "annual_target": "the target is for a whole year",
}
"""Why a figure with a target is neither green, amber nor red."""

_TRENDS = {
    "improving": "better",
    "worsening": "worse",
    "unchanged": "no change",
    "unknown": "no figure to compare it with",
}

_LOWER_BOUND_BEFORE = "not compared: the period before is a lower bound"
_ADDS_UP = "not compared: it adds up over the year"
_OF_ANOTHER_KIND = ("value_unit", "target_unit", "annual_target")
_NOUNS = {"month": "month", "quarter": "quarter", "year": "year"}
_SPANS = {
    "quarter": "quarter to ",
    "year": "year to ",
    "rolling_12_months": "12 months to ",
}
_LEAST = 0.1


def is_of_one_kind(row: Mapping[str, Any]) -> bool:
    """Whether a figure's target can stand beside it.

    Args:
        row: A row of the benchmarks mart.
    """
    return row["target"] is not None and row["rag_reason"] not in _OF_ANOTHER_KIND


def target_notes(row: Mapping[str, Any], unit: str) -> list[str]:
    """Why a figure is not held against its target; none where it is.

    Args:
        row: A row of the benchmarks mart.
        unit: Unit of the catalogue.
    """
    if row["target"] is None or row["rag_reason"] not in _OF_ANOTHER_KIND:
        return []
    why = NOT_JUDGED[row["rag_reason"]]
    return [f"Not held against the target of {printed(row['target'], unit)}: {why}."]


def shown_target(row: Mapping[str, Any], unit: str) -> str:
    """A target with its tolerance: "90%, tolerance 5 percentage points".

    Args:
        row: A row of the benchmarks or of the exceptions mart.
        unit: Unit of the catalogue.
    """
    target = printed(row["target"], unit)
    if row["target_tolerance"] is None:
        return target
    size = row["target_tolerance"]
    decimals = 0 if float(size).is_integer() else 1
    return f"{target}, tolerance {gap(size, unit, decimals)}"


def amount(difference: float, unit: str) -> str:
    """The size of a difference; one that rounds to nothing is less than 0.1.

    Args:
        difference: One figure minus another, not 0.
        unit: Unit of the catalogue.
    """
    if rounded(difference, 1):
        return gap(difference, unit)
    return f"less than {gap(_LEAST, unit)}"


def since(row: Mapping[str, Any]) -> str:
    """Since when a figure has been off target: "April 2026 (3 months)".

    Args:
        row: A row of the exceptions mart.
    """
    kind, first = row["period_type"], row["off_target_since"]
    number = counted(row["periods_off_target"], _NOUNS.get(kind, "figure"))
    if first is None:
        return number
    return f"{_named(kind, first)} ({number})"


def action_notes(row: Mapping[str, Any]) -> str:
    """Who acts, until when and since when: "Head of service; due 1 May 2026; …".

    Args:
        row: A row of the exceptions mart.
    """
    said = [] if row["owner"] is None else [row["owner"]]
    if row["due_date"] is not None:
        overdue = ", overdue" if row["is_action_overdue"] else ""
        said.append(f"due {day(row['due_date'])}{overdue}")
    if row["action_open_since"] is not None:
        number = counted(row["action_days_open"], "day")
        said.append(f"open since {day(row['action_open_since'])} ({number})")
    return "; ".join(said)


def trend_in_words(row: Mapping[str, Any], unit: str) -> str:
    """Whether the figure has become better, or why that is not known.

    A figure off target is no lower bound and it is agreed which side is better, so one
    that is not compared with the figure before is a sum that grows with every month,
    or stands beside a lower bound.

    Args:
        row: A row of the exceptions mart.
        unit: Unit of the catalogue.
    """
    if row["trend"] == "unknown" and row["previous_period_value"] is not None:
        is_growing = row["period_type"] == "year_to_date" and unit in OF_A_WHOLE_YEAR
        return _ADDS_UP if is_growing else _LOWER_BOUND_BEFORE
    return _TRENDS[row["trend"]]


def before(row: Mapping[str, Any], value: str) -> str:
    """The figure of the period before: "72% (May 2026)"; empty for none.

    Args:
        row: A row of the exceptions mart.
        value: That figure as text.
    """
    end = row["previous_period_end"]
    if row["previous_period_value"] is None or end is None:
        return ""
    kind = row["period_type"]
    covers = period(kind, row["previous_period_start"], end)
    if kind != "month":
        covers = f"{covers[0].lower()}{covers[1:]}"
    return f"{value} ({covers})"


def _named(kind: str, end: date) -> str:
    if kind == "month":
        return period(kind, end.replace(day=1), end)
    return f"{_SPANS.get(kind, '')}{day(end)}"
