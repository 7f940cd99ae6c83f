"""What is off target: the exceptions mart, worst first, and the counts beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from returncheck.catalogue.indicators import Indicator
from returncheck.report.sections.figure_view import FigureView
from returncheck.report.sections.figures import AuthorityFigures
from returncheck.report.words.names import ReturnName, area
from returncheck.report.words.numbers import counted, figure, period, printed, whole
from returncheck.report.words.targets import (
    NOT_JUDGED,
    action_notes,
    amount,
    before,
    shown_target,
    since,
    trend_in_words,
)
from returncheck.results.check_result import CheckResult

COLOURS = ("green", "amber", "red")
"""What a figure can be beside its target, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionView:
    """One figure off its target, as text.

    Attributes:
        anchor: Id of its card on the page; empty without one.
        title: Name of the indicator.
        return_name: The return it stands in.
        period: What it covers.
        value: The figure.
        target: Its target and tolerance.
        gap: How far it is from the target.
        rag: amber or red.
        change: Change on the period before; empty where none is known.
        trend: Better, worse, no change, or that there is nothing to compare it with.
        before: The figure of the period before, with that period; empty for none.
        since: Since when it has been off target.
        narrative: The report's own words; empty for none.
        verdict: Confirmed, contradicted or untestable; empty for a figure from records.
        is_assumed: Whether the report does not print the period.
        action: What is done about it; empty where nothing is said.
        action_notes: Its owner, until when and since when; empty for none.
    """

    anchor: str
    title: str
    return_name: str
    period: str
    value: str
    target: str
    gap: str
    rag: str
    change: str
    trend: str
    before: str
    since: str
    narrative: str
    verdict: str
    is_assumed: bool
    action: str
    action_notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCounts:
    """How the newest figures of an authority stand beside their targets.

    Attributes:
        la_code: Three-digit code.
        authority: Its name.
        of_colour: Number of figures by colour; each has one.
        no_target: Number of figures without a target.
        not_judged: Reason to number of figures with a target but no colour.
    """

    la_code: str
    authority: str
    of_colour: Mapping[str, int]
    no_target: int
    not_judged: Mapping[str, int]

    @property
    def has_target(self) -> bool:
        """Whether any figure has a target."""
        return any(self.of_colour.values()) or any(self.not_judged.values())

    @property
    def words(self) -> str:
        """The counts as one line: "3 green, 1 amber, 0 red; 2 figures without …"."""
        said = [", ".join(f"{whole(self.of_colour[each])} {each}" for each in COLOURS)]
        said += [
            f"{counted(number, 'target')} not judged, because {NOT_JUDGED[reason]}"
            for reason, number in self.not_judged.items()
        ]
        if self.no_target:
            said.append(f"{counted(self.no_target, 'figure')} without a target")
        return "; ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityTargets:
    """The counts of an authority and its figures off target, worst first."""

    counts: TargetCounts
    exceptions: tuple[ExceptionView, ...]

    @property
    def has_actions(self) -> bool:
        """Whether anything is said to be done about one of them."""
        return any(view.action or view.action_notes for view in self.exceptions)


def authority_targets(
    result: CheckResult,
    names: Mapping[str, ReturnName],
    figures: Sequence[AuthorityFigures],
) -> tuple[AuthorityTargets, ...]:
    """What stands beside its target, for each authority that has one.

    Args:
        result: The result.
        names: What its returns are called.
        figures: The figures that the page shows, to point at.

    Returns:
        In the order in which the returns were loaded; none without any target.
    """
    known = result.known_indicators
    anchors = {
        view.key: view.anchor for authority in figures for view in _views(authority)
    }
    codes = {record.return_id: record.la_code for record in result.returns}
    rows = worst_first(result.exceptions, known).to_dicts()
    return tuple(
        AuthorityTargets(
            counts=counts,
            exceptions=tuple(
                _exception(row, known, names, anchors)
                for row in rows
                if codes[row["return_id"]] == counts.la_code
            ),
        )
        for counts in target_counts(result)
        if counts.has_target
    )


def target_counts(result: CheckResult) -> tuple[TargetCounts, ...]:
    """The newest figures of each authority by how they stand beside their targets.

    Args:
        result: The result.

    Returns:
        In the order in which the returns were loaded; one for each authority.
    """
    codes = {record.return_id: record.la_code for record in result.returns}
    newest = result.checked_benchmarks.filter(
        pl.col("return_id").is_in(list(codes)), pl.col("is_newest_period")
    ).select("return_id", status=pl.coalesce("rag", "rag_reason"))
    by_code: dict[str, Counter[str]] = {
        la_code: Counter() for la_code in codes.values()
    }
    for return_id, status in newest.iter_rows():
        by_code[codes[return_id]][status] += 1
    return tuple(
        TargetCounts(
            la_code=la_code,
            authority=area(la_code).name,
            of_colour={each: found[each] for each in COLOURS},
            no_target=found["no_target"],
            not_judged={each: found[each] for each in NOT_JUDGED if found[each]},
        )
        for la_code, found in by_code.items()
    )


def worst_first(exceptions: pl.DataFrame, known: Iterable[str]) -> pl.DataFrame:
    """The exceptions: red before amber, then by the gap as a share of the target.

    Args:
        exceptions: Rows of the mart.
        known: Ids of the indicators, in the order in which they are shown.
    """
    order = {name: place for place, name in enumerate(known)}
    return exceptions.sort(
        pl.col("rag") != "red",
        -(pl.col("gap_to_target").abs() / pl.col("target").abs()),
        pl.col("indicator_id").replace_strict(
            order, default=len(order), return_dtype=pl.Int64
        ),
        "source",
        "return_id",
        "row_number",
        maintain_order=True,
    )


def _views(authority: AuthorityFigures) -> tuple[FigureView, ...]:
    return tuple(
        view
        for each in authority.returns
        for view in (*each.headline, *each.others, *each.without_value)
    )


def _exception(
    row: Mapping[str, Any],
    known: Mapping[str, Indicator],
    names: Mapping[str, ReturnName],
    anchors: Mapping[tuple[str, str, int | None], str],
) -> ExceptionView:
    indicator = known[row["indicator_id"]]
    unit = indicator.unit
    shown = printed if row["source"] == "reported" else figure
    difference = row["gap_to_target"]
    change = row["change_on_previous_period"]
    return ExceptionView(
        anchor=anchors.get(
            (row["return_id"], row["indicator_id"], row["row_number"]), ""
        ),
        title=indicator.title,
        return_name=names[row["return_id"]].title,
        period=period(row["period_type"], row["period_start"], row["period_end"]),
        value=shown(row["value"], unit),
        target=shown_target(row, unit),
        gap=f"{amount(difference, unit)} {'above' if difference > 0 else 'below'}",
        rag=row["rag"],
        change=(
            f"{'up' if change > 0 else 'down'} {amount(change, unit)}" if change else ""
        ),
        trend=trend_in_words(row, unit),
        before=before(row, shown(row["previous_period_value"], unit)),
        since=since(row),
        narrative=row["narrative"] or "",
        verdict=row["verdict"] or "",
        is_assumed=row["period_basis"] == "assumed" and row["period_end"] is not None,
        action=row["action"] or "",
        action_notes=action_notes(row),
    )
