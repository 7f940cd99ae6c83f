"""Every figure of a report: confirmed, contradicted or untestable, and why."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from returncheck.catalogue.comparisons import comparison_titles
from returncheck.catalogue.indicators import Indicator
from returncheck.findings.finding import Layer
from returncheck.report.sections.checks import in_words
from returncheck.report.sections.reconciliation import (
    ComparedFigure,
    compared_figure,
    whole_series,
)
from returncheck.report.words.cells import explanation_text
from returncheck.report.words.kept_back import as_printed, parts_as_printed
from returncheck.report.words.names import ReturnName
from returncheck.report.words.numbers import counted, period, printed
from returncheck.report.words.terms import VERDICTS
from returncheck.results.check_result import CheckResult

FIGURES_SHOWN = 500
"""How many figures of a report the page shows; the file has all of them."""

NOT_PRINTED = "not printed"

_Key = tuple[str, str, int]
_PARTS_OF_PARAGRAPH = re.compile(r"\d+|[^\d.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAgainst:
    """One comparison of a figure.

    Attributes:
        title: What was held against what.
        status: Its outcome, such as agrees.
        is_tested: Whether there are two figures to show.
        figure: The two figures, as text.
    """

    title: str
    status: str
    is_tested: bool
    figure: ComparedFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureVerdict:
    """One figure of a report.

    Attributes:
        anchor: Id of its place on the page.
        paragraph: Paragraph of the report; empty where it is not given.
        indicator_id: The indicator as the report names it.
        title: Name of the indicator.
        quoted_for: Whose figure is quoted; empty for the authority's own.
        period: What it covers, in words.
        is_assumed: Whether the report does not print the period.
        printed: The figure as printed: a number, a span, or what a symbol says.
        parts: The counts behind it; empty where none are printed.
        verdict: confirmed, contradicted or untestable.
        reason: Why, in sentences on one line.
        explanations: What somebody says to what does not agree.
        comparisons: All that it was held against.
        team: The team or locality that it is of; empty for the whole authority.
    """

    anchor: str
    paragraph: str
    indicator_id: str
    title: str
    quoted_for: str
    period: str
    is_assumed: bool
    printed: str
    parts: str
    verdict: str
    reason: str
    explanations: tuple[str, ...]
    comparisons: tuple[HeldAgainst, ...]
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untestable:
    """Figures that one reason keeps from being tested."""

    reason: str
    figures: tuple[FigureVerdict, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportVerdicts:
    """The figures of one report.

    Attributes:
        name: What the report is called.
        anchor: Id of its place on the page.
        figures: Its figures in the order of its paragraphs.
    """

    name: ReturnName
    anchor: str
    figures: tuple[FigureVerdict, ...]

    @property
    def summary(self) -> str:
        """Its verdicts counted, in a line."""
        counts = {
            verdict: sum(each.verdict == verdict for each in self.figures)
            for verdict in VERDICTS
        }
        listed = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
        return f"{counted(len(self.figures), 'figure')}: {listed}"

    @property
    def shown(self) -> tuple[FigureVerdict, ...]:
        """The figures that the page shows."""
        return self.figures[:FIGURES_SHOWN]

    @property
    def contradicted(self) -> tuple[FigureVerdict, ...]:
        """Those of them that are contradicted."""
        return tuple(each for each in self.shown if each.verdict == "contradicted")

    @property
    def tested(self) -> tuple[FigureVerdict, ...]:
        """Those of them that something says something of, the contradicted first."""
        confirmed = tuple(each for each in self.shown if each.verdict == "confirmed")
        return (*self.contradicted, *confirmed)

    @property
    def untestable(self) -> tuple[Untestable, ...]:
        """Those that nothing says anything of, by the reason, the commonest first."""
        by_reason: dict[str, list[FigureVerdict]] = defaultdict(list)
        for each in self.shown:
            if each.verdict == "untestable":
                by_reason[each.reason].append(each)
        groups = [
            Untestable(reason=reason, figures=tuple(figures))
            for reason, figures in by_reason.items()
        ]
        return tuple(sorted(groups, key=lambda group: -group.count))

    @property
    def more(self) -> int:
        """Figures that are not shown."""
        return len(self.figures) - len(self.shown)


def report_verdicts(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[ReportVerdicts, ...]:
    """The figures of every report, one by one.

    Args:
        result: The result.
        names: What its returns are called.

    Returns:
        In the order of the returns; none for a return that is no report.
    """
    known = result.known_indicators
    compared = _compared(result, names, known)
    explained = _explained(result)
    by_return = result.verdicts.partition_by("return_id", as_dict=True)
    reports = []
    for return_id, name in names.items():
        rows = by_return.get((return_id,))
        if rows is None:
            continue
        in_order = sorted(rows.to_dicts(), key=_place)
        reports.append(
            ReportVerdicts(
                name=name,
                anchor=f"verdicts-{name.anchor}",
                figures=tuple(
                    _figure(
                        row, name, known.get(row["indicator_id"]), compared, explained
                    )
                    for row in in_order
                ),
            )
        )
    return tuple(reports)


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Where a figure stands: 3.4 before 3.11, own figures before quoted ones."""
    paragraph = [
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _PARTS_OF_PARAGRAPH.findall(row["paragraph"] or "")
    ]
    is_quoted = row["table_name"] != "Figures"
    return (not paragraph, paragraph, is_quoted, row["row_number"])


def _compared(
    result: CheckResult,
    names: Mapping[str, ReturnName],
    known: Mapping[str, Indicator],
) -> Mapping[_Key, list[HeldAgainst]]:
    """Comparisons by return, table and row, in the order of the catalogue."""
    is_whole = whole_series(result.checked_benchmarks)
    titles = comparison_titles()
    order = {name: place for place, name in enumerate(titles)}
    rows = result.reconciliation.filter(pl.col("row_number").is_not_null()).sort(
        pl.col("comparison").replace_strict(order, default=len(order)),
        maintain_order=True,
    )
    compared = defaultdict(list)
    for row in rows.iter_rows(named=True):
        key = (row["return_id"], row["table_name"], row["row_number"])
        compared[key].append(
            HeldAgainst(
                title=titles.get(row["comparison"], in_words(row["comparison"])),
                status=row["status"],
                is_tested=row["difference"] is not None,
                figure=compared_figure(
                    row, names, known.get(row["indicator_id"]), is_whole
                ),
            )
        )
    return compared


def _explained(result: CheckResult) -> Mapping[_Key, list[str]]:
    """What was said to queries, by return, table and row; each text once."""
    is_explained = pl.col("row_number").is_not_null() & (
        pl.col("explanation").is_not_null()
    )
    rows = result.findings.filter(
        is_explained, pl.col("layer") == Layer.RECONCILIATION.value
    )
    explained: dict[_Key, list[str]] = defaultdict(list)
    for row in rows.iter_rows(named=True):
        said = explained[row["return_id"], row["table_name"], row["row_number"]]
        text = explanation_text(
            " ".join(row["explanation"].split()),
            row["explained_by"],
            row["explained_on"],
        )
        if text not in said:
            said.append(text)
    return explained


def _figure(
    row: Mapping[str, Any],
    name: ReturnName,
    indicator: Indicator | None,
    compared: Mapping[_Key, list[HeldAgainst]],
    explained: Mapping[_Key, list[str]],
) -> FigureVerdict:
    unit = indicator.unit if indicator else "number"
    table = row["table_name"]
    key = (row["return_id"], table, row["row_number"])
    figure = as_printed(row, unit)
    counts = parts_as_printed(row, unit)
    if not figure and unit == "count" and row["numerator"] is not None:
        counts = printed(row["numerator"], unit)
    return FigureVerdict(
        anchor=f"{name.anchor}-{table.lower()}-{row['row_number']}",
        paragraph=row["paragraph"] or "",
        indicator_id=row["indicator_id"] or "",
        title=indicator.title
        if indicator
        else in_words(row["indicator_id"] or "A figure"),
        quoted_for=row["comparator_name"] or "",
        period=period(row["period_type"], row["period_start"], row["period_end"]),
        is_assumed=row["period_basis"] == "assumed" and row["period_end"] is not None,
        printed=figure or NOT_PRINTED,
        parts=counts,
        verdict=row["verdict"],
        reason=" ".join(row["reason"].split()),
        explanations=tuple(explained.get(key, ())),
        comparisons=tuple(compared.get(key, ())),
        team=row["team"] or "",
    )
