"""What the comparisons of the reconciliation compare, and how often they came out."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from returncheck.catalogue.comparisons import comparison_titles
from returncheck.report.words.terms import STATUS_TITLES


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonCounts:
    """How often one comparison was made.

    Attributes:
        title: What is held against what.
        counts: Status to number of figures; every status has one.
    """

    title: str
    counts: Mapping[str, int]


def comparison_counts(rows: pl.DataFrame) -> tuple[ComparisonCounts, ...]:
    """How often each comparison had each outcome.

    Args:
        rows: The reconciliation of a result.

    Returns:
        In the order of the catalogue; none for a comparison that was not made.
    """
    by_comparison = rows.partition_by("comparison", as_dict=True)
    return tuple(
        ComparisonCounts(title=title, counts=counts_of(by_comparison[(name,)]))
        for name, title in comparison_titles().items()
        if (name,) in by_comparison
    )


def counts_of(rows: pl.DataFrame) -> dict[str, int]:
    """How often each status occurs; every status has a number.

    Args:
        rows: Rows of the reconciliation.
    """
    counts = dict(rows.group_by("status").len().iter_rows())
    return {status: counts.get(status, 0) for status in STATUS_TITLES}
