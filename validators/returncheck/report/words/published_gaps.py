"""What is said of published figures that are not there: why, and of whom.

Plain text throughout; the marts know why a figure is missing.
"""

from collections.abc import Mapping
from typing import Any

from returncheck.report.words.numbers import counted

Row = Mapping[str, Any]
"""A row of the benchmarks mart."""

WHY_MISSING = {
    "figure_suppressed": "suppressed",
    "figure_not_available": "not available",
    "figure_not_applicable": "not applicable",
    "figure_of_low_reliability": "withheld as unreliable",
    "figure_rounded_to_nothing": "rounds to nothing, which is no 0",
    "figure_left_out": "not published",
    "figure_before_authority": "not an authority yet",
    "figure_after_authority": "no authority any more",
}
"""By the code of the marts."""

_NO_AUTHORITY = ("figure_before_authority", "figure_after_authority")
_NEIGHBOURS = 10


def why_missing(reason: str | None) -> str:
    """Such as "suppressed"; empty for no reason."""
    return WHY_MISSING.get(reason or "", "")


def missing_places(row: Row, region: str) -> tuple[str, ...]:
    """Of England, the region and the authority itself: whose figure is not there, why.

    Args:
        row: A row of the benchmarks.
        region: Name of the authority's region; empty for none.
    """
    year = row["comparator_year"]
    listed = (
        ("England's figure", row["england_reason"]),
        (f"The figure of {region}" if region else "The region's", row["region_reason"]),
        ("Its own published figure", row["own_published_reason"]),
    )
    return tuple(
        f"{subject} of {year} {_is(reason)}."
        for subject, reason in listed
        if why_missing(reason) and reason not in _NO_AUTHORITY
    )


def _is(reason: str) -> str:
    said = why_missing(reason)
    return said if said.startswith("rounds") else f"is {said}"


def missing_neighbours(row: Row) -> str:
    """How many neighbours have a figure, where not all have; empty otherwise.

    Args:
        row: A row of the benchmarks.
    """
    suppressed = row["statistical_neighbours_suppressed"] or 0
    others = row["statistical_neighbours_not_published"] or 0
    if not suppressed + others:
        return ""
    there = row["statistical_neighbours_with_value"] or 0
    said = [f"{suppressed} suppressed"] if suppressed else []
    said += [f"{others} without a published figure"] if others else []
    known = counted(there, "figure") if there else "no figure"
    return (
        f"Statistical neighbours of {row['comparator_year']} "
        f"({row['neighbour_model']} model): {known}; {', '.join(said)}."
    )


def own_gaps(missing: Mapping[int, str]) -> tuple[str, ...]:
    """Why the authority has no published figure of some years, in a line.

    Args:
        missing: Code of the marts by year.
    """
    said = [
        f"{year} {why_missing(reason)}"
        for year, reason in missing.items()
        if reason not in _NO_AUTHORITY
    ]
    return (f"Its own published figures: {', '.join(said)}.",) if said else ()


def neighbours_label(row: Row) -> str:
    """What the mean is called in a picture: how many it stands on, of how many."""
    there = row["statistical_neighbours_with_value"] or 0
    missing = (row["statistical_neighbours_suppressed"] or 0) + (
        row["statistical_neighbours_not_published"] or 0
    )
    of_all = f" of {_NEIGHBOURS}" if missing else ""
    return f"Neighbours ({there}{of_all})"
