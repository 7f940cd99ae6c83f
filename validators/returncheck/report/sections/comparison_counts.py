"""What the comparisons of the reconciliation compare, and how often they came out."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from returncheck.project import kept_for_project, project_root
from returncheck.report.words.terms import COMPARISONS, STATUS_TITLES


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonCounts:
    """How often one comparison was made.

    Attributes:
        title: What is held against what.
        counts: Status to number of figures; every status has one.
    """

    title: str
    counts: Mapping[str, int]


@kept_for_project
def comparisons_of_counts() -> frozenset[str]:
    """Comparisons whose two figures are counts, whatever the unit of the indicator.

    Returns:
        Such as `numerator_against_total`.
    """
    path = project_root() / "seeds" / "catalogue" / "comparisons.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return frozenset(
            row["comparison"]
            for row in csv.DictReader(file)
            if row["of_figure"] == "false"
        )


def comparison_counts(rows: pl.DataFrame) -> tuple[ComparisonCounts, ...]:
    """How often each comparison had each outcome.

    Args:
        rows: The reconciliation of a result.

    Returns:
        In the order of `COMPARISONS`; none for a comparison that was not made.
    """
    by_comparison = rows.partition_by("comparison", as_dict=True)
    return tuple(
        ComparisonCounts(title=title, counts=counts_of(by_comparison[(name,)]))
        for name, title in COMPARISONS.items()
        if (name,) in by_comparison
    )


def counts_of(rows: pl.DataFrame) -> dict[str, int]:
    """How often each status occurs; every status has a number.

    Args:
        rows: Rows of the reconciliation.
    """
    counts = dict(rows.group_by("status").len().iter_rows())
    return {status: counts.get(status, 0) for status in STATUS_TITLES}
