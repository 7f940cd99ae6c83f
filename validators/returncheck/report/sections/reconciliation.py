"""Figures that agree and disagree: the reconciliation mart, grouped for reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from returncheck.catalogue.comparisons import (
    comparison_titles,
    comparisons_of_counts,
)
from returncheck.catalogue.indicators import Indicator
from returncheck.report.sections.checks import in_words
from returncheck.report.sections.comparison_counts import counts_of
from returncheck.report.words.names import ReturnName
from returncheck.report.words.numbers import (
    MISSING,
    figure,
    period,
    printed,
    signed,
    trimmed,
)
from returncheck.results.check_result import CheckResult

ROWS_SHOWN = 100
"""How many figures of a group the page shows."""

_FROM_RECORDS = "recomputed_against_published"
_PUBLISHED = "_against_published"
_SMALL = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFigure:
    """One figure and what it was held against, as text.

    Attributes:
        return_name: The return it stands in.
        place: Table and row; empty for a figure computed from records.
        title: Name of the indicator.
        period: What it covers.
        stated: The figure.
        expected: What it was held against.
        difference: The first minus the second, with its sign.
        tolerance: The largest difference that contradicts nothing.
        tolerance_reason: What that follows from; empty where there is none.
        reason: What there is to say about it.
    """

    return_name: str
    place: str
    title: str
    period: str
    stated: str
    expected: str
    difference: str
    tolerance: str
    tolerance_reason: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Untestable:
    """Figures that could not be compared, for one reason.

    Attributes:
        reason: Why.
        count: How many.
        titles: Names of their indicators, each once.
    """

    reason: str
    count: int
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusGroup:
    """Figures of one comparison with one outcome.

    Attributes:
        status: disagrees, in_question, revised_since, plausible or agrees.
        count: How many there are.
        rows: The first of them.
    """

    status: str
    count: int
    rows: tuple[ComparedFigure, ...]

    @property
    def more(self) -> int:
        """Figures that are not shown."""
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """One comparison.

    Attributes:
        anchor: Id of its place on the page.
        title: What is held against what.
        counts: Status to number of figures; every status has one.
        groups: Its figures by outcome, disagreements first.
        untestable: Why others could not be compared, most frequent first.
    """

    anchor: str
    title: str
    counts: Mapping[str, int]
    groups: tuple[StatusGroup, ...]
    untestable: tuple[Untestable, ...]


def comparison_views(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[ComparisonView, ...]:
    """Every comparison that was tried.

    Args:
        result: The result.
        names: What its returns are called.

    Returns:
        In the order of the catalogue; none when nothing was compared.
    """
    known = result.known_indicators
    is_whole = whole_series(result.checked_benchmarks)
    by_comparison = result.reconciliation.partition_by("comparison", as_dict=True)
    views = []
    for name, title in comparison_titles().items():
        rows = by_comparison.get((name,))
        if rows is None:
            continue
        views.append(
            ComparisonView(
                anchor=f"comparison-{name.replace('_', '-')}",
                title=title,
                counts=counts_of(rows),
                groups=_groups(rows, names, known, is_whole),
                untestable=_untestable(rows, known),
            )
        )
    return tuple(views)


def whole_series(benchmarks: pl.DataFrame) -> frozenset[str]:
    """Indicators that are published as whole numbers.

    Args:
        benchmarks: The benchmarks of a result.
    """
    value = pl.col("value")
    published = benchmarks.filter(pl.col("source") == "published")
    is_whole = published.group_by("indicator_id").agg((value.floor() == value).all())
    return frozenset(is_whole.filter("value")["indicator_id"])


def _groups(
    rows: pl.DataFrame,
    names: Mapping[str, ReturnName],
    known: Mapping[str, Indicator],
    is_whole: frozenset[str],
) -> tuple[StatusGroup, ...]:
    order = {return_id: place for place, return_id in enumerate(names)}
    topics = {indicator_id: place for place, indicator_id in enumerate(known)}
    groups = []
    for status in (
        "disagrees",
        "in_question",
        "revised_since",
        "plausible",
        "agrees",
    ):
        of_status = rows.filter(pl.col("status") == status)
        if of_status.is_empty():
            continue
        first = of_status.sort(
            pl.col("return_id").replace_strict(order, default=len(order)),
            "table_name",
            "row_number",
            pl.col("indicator_id").replace_strict(topics, default=len(topics)),
        ).head(ROWS_SHOWN)
        groups.append(
            StatusGroup(
                status=status,
                count=of_status.height,
                rows=tuple(
                    compared_figure(
                        row, names, known.get(row["indicator_id"]), is_whole
                    )
                    for row in first.to_dicts()
                ),
            )
        )
    return tuple(groups)


def compared_figure(
    row: Mapping[str, Any],
    names: Mapping[str, ReturnName],
    indicator: Indicator | None,
    is_whole: frozenset[str],
) -> ComparedFigure:
    """One comparison as text.

    Args:
        row: A row of the reconciliation mart.
        names: What the returns are called.
        indicator: Its indicator; None for one that the catalogue does not have.
        is_whole: Indicators that are published as whole numbers.
    """
    unit = indicator.unit if indicator else "number"
    if row["comparison"] in comparisons_of_counts():
        unit = "count"
    from_records = row["comparison"] == _FROM_RECORDS
    is_rounded = (
        row["comparison"].endswith(_PUBLISHED) and row["indicator_id"] in is_whole
    )
    name = names.get(row["return_id"])
    stated = figure if from_records else printed
    return ComparedFigure(
        return_name=name.full if name else row["return_id"],
        place=""
        if row["row_number"] is None
        else f"{row['table_name']} row {row['row_number']}",
        title=_title(row, indicator),
        period=period(row["period_type"], row["period_start"], row["period_end"]),
        stated=stated(row["stated_value"], unit),
        expected=figure(row["expected_value"], unit, 0 if is_rounded else 1),
        difference=_difference(row["difference"], unit),
        tolerance=_tolerance(row["tolerance"]),
        tolerance_reason=row["tolerance_reason"] or "",
        reason=row["reason"] or "",
    )


def _title(row: Mapping[str, Any], indicator: Indicator | None) -> str:
    """The indicator, and whose figure it is when it is not the authority's own."""
    title = (
        indicator.title if indicator else in_words(row["indicator_id"] or "A figure")
    )
    quoted = row["comparator_name"]
    return f"{title} ({quoted})" if quoted else title


def _difference(difference: float | None, unit: str) -> str:
    """A difference with its sign, and digits enough to show it."""
    if difference is None:
        return MISSING
    if unit == "count" and difference.is_integer():
        return signed(difference, 0)
    return signed(difference, 3 if 0 < abs(difference) < _SMALL else 1)


def _tolerance(tolerance: float | None) -> str:
    if tolerance is None:
        return MISSING
    return f"±{trimmed(tolerance)}" if tolerance else "exact"


def _untestable(
    rows: pl.DataFrame, known: Mapping[str, Indicator]
) -> tuple[Untestable, ...]:
    reasons = (
        rows.filter(pl.col("status") == "untestable")
        .with_columns(pl.col("reason").fill_null("no reason is given"))
        .group_by("reason")
        .agg(pl.len().alias("count"), pl.col("indicator_id").unique().sort())
        .sort("count", "reason", descending=[True, False])
    )
    return tuple(
        Untestable(
            reason=reason,
            count=count,
            titles=tuple(
                known[each].title if each in known else in_words(each or "A figure")
                for each in indicator_ids
            ),
        )
        for reason, count, indicator_ids in reasons.iter_rows()
    )
