"""The scorecard: one row an indicator, what is furthest off its target first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from returncheck.catalogue.indicators import Indicator
from returncheck.files.rounding import rounded
from returncheck.report.sections.figures import unknown_indicator
from returncheck.report.sections.neighbour_models import neighbour_changes
from returncheck.report.sections.score_row import OtherPeriod, Row, ScoreRow, TeamFigure
from returncheck.report.sections.score_series import (
    AllSeries,
    ScoreSeries,
    read_series,
)
from returncheck.report.words.figures import shown_value
from returncheck.report.words.names import ReturnName, area
from returncheck.report.words.numbers import day, figure, period, printed
from returncheck.report.words.published_gaps import why_missing
from returncheck.report.words.scorecard import (
    UNKNOWN,
    distance,
    signal_now,
    trend_of,
    year_change,
)
from returncheck.report.words.targets import (
    action_notes,
    is_of_one_kind,
    since,
)
from returncheck.results.check_result import CheckResult

COLOURS = ("red", "amber", "green")
"""The worst first."""

_KINDS = (
    "month",
    "snapshot",
    "quarter",
    "year_to_date",
    "rolling_12_months",
    "year",
)
"""Which of two figures of one day is the row's: that of the shorter period."""

_SOURCES = ("reported", "recomputed")
_STALE_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """The rows of one authority.

    Attributes:
        la_code: Three-digit code.
        authority: Its name.
        judged: Rows with a colour, the furthest off its target first.
        unjudged: Rows without one, in the order of the catalogue.
    """

    la_code: str
    authority: str
    judged: tuple[ScoreRow, ...]
    unjudged: tuple[ScoreRow, ...]

    @property
    def rows(self) -> tuple[ScoreRow, ...]:
        """All rows in the order in which they are shown."""
        return (*self.judged, *self.unjudged)

    def count(self, colour: str) -> int:
        """How many rows are of a colour."""
        return sum(row.worst == colour for row in self.judged)


def scorecards(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[Scorecard, ...]:
    """One row an indicator, by authority.

    The row shows the newest figure; of several that end on one day, one with a target,
    then the reported one, then that of the shortest period. The others stand beside it,
    and the worst of them that is not older than a year gives the row its place.

    Args:
        result: The result.
        names: What its returns are called.

    Returns:
        In the order in which the returns were loaded; none without a figure.
    """
    known = result.known_indicators
    places = {name: place for place, name in enumerate(known)}
    reader = _Reader(result, names)
    grouped: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in _newest(result).iter_rows(named=True):
        # Without a value it is a row where months before had one; else it is listed
        # among the figures without a value.
        if row["value"] is None and not reader.has_months(row):
            continue
        grouped[row["la_code"]][row["indicator_id"]].append(row)
    cards = []
    for la_code in dict.fromkeys(record.la_code for record in result.returns):
        rows = [
            reader.row(sorted(found, key=_preference))
            for found in grouped.get(la_code, {}).values()
        ]
        if rows:
            rows.sort(
                key=lambda row: places.get(row.indicator.indicator_id, len(places))
            )
            cards.append(
                Scorecard(
                    la_code=la_code,
                    authority=area(la_code).name,
                    judged=tuple(
                        sorted((r for r in rows if r.worst), key=_worst_first)
                    ),
                    unjudged=tuple(row for row in rows if not row.worst),
                )
            )
    return tuple(cards)


def _newest(result: CheckResult) -> pl.DataFrame:
    wanted = [record.return_id for record in result.returns]
    return result.checked_benchmarks.filter(
        pl.col("source") != "published",
        pl.col("return_id").is_in(wanted),
        pl.col("is_newest_period"),
    )


def _preference(row: Row) -> tuple[Any, ...]:
    kind = row["period_type"]
    end = row["period_end"]
    return (
        -(end.toordinal() if end else 0),
        row["rag"] is None,
        _SOURCES.index(row["source"]),
        _KINDS.index(kind) if kind in _KINDS else len(_KINDS),
    )


def _worst_first(row: ScoreRow) -> tuple[int, float]:
    share = row.gap_share if row.gap_share is not None else 0.0
    return COLOURS.index(row.worst), -share


def _gap_share(row: Row, indicator: Indicator) -> float | None:
    """How far a judged figure is to the worse side, as a share of its target."""
    if not row["rag"] or row["gap_to_target"] is None:
        return None
    worse = row["gap_to_target"] * (1 if indicator.polarity == "lower" else -1)
    target = abs(row["target"])
    if not target:
        return 0.0 if not worse else float("inf") * (1 if worse > 0 else -1)
    return float(worse / target)


class _Reader:
    """Puts together what the marts say of an indicator."""

    def __init__(self, result: CheckResult, names: Mapping[str, ReturnName]) -> None:
        self._names = names
        self._known = result.known_indicators
        self._series: AllSeries = read_series(result)
        self._exceptions = {
            _figure_key(row): row for row in result.exceptions.iter_rows(named=True)
        }
        self._notes = {
            _figure_key(row): row["note"]
            for row in result.checked_indicators.filter(
                pl.col("source") == "reported"
            ).iter_rows(named=True)
        }
        self._changes = {
            _period_key(row): row
            for row in result.checked_periods.filter(pl.col("is_latest")).iter_rows(
                named=True
            )
        }
        self._neighbour_changes = neighbour_changes(result)
        self._teams: dict[tuple[str, str], list[TeamFigure]] = defaultdict(list)
        for la_code, indicator_id, team in _team_figures(result, self._known):
            self._teams[la_code, indicator_id].append(team)

    def has_months(self, row: Row) -> bool:
        """Whether a figure belongs to a monthly series."""
        key = (row["la_code"], row["source"], row["indicator_id"], row["period_type"])
        return key in self._series.monthly

    def row(self, figures: Sequence[Row]) -> ScoreRow:
        """The row of an indicator from its newest figures, the row's own first."""
        own = figures[0]
        name = own["indicator_id"]
        indicator = self._known.get(name) or unknown_indicator(name)
        unit = indicator.unit
        series = self._series.of(own, indicator)
        signal = None
        if series is not None and series.is_monthly:
            signal = signal_now(series.rows, indicator)
        said = self._exceptions.get(_figure_key(own), {})
        changes = self._changes.get(_period_key(own), {})
        in_a_year = changes.get("change_on_year_before")
        if in_a_year is None:
            in_a_year = own["change_on_previous_year"]
        others = tuple(self._other(each, own, indicator) for each in figures[1:])
        colours = {own["rag"], *(each.rag for each in others if each.is_recent)}
        shares = [
            _gap_share(each, indicator)
            for each, is_recent in zip(
                figures, [True, *(o.is_recent for o in others)], strict=True
            )
            if is_recent
        ]
        known_shares = [share for share in shares if share is not None]
        has_target = is_of_one_kind(own) and own["gap_to_target"] is not None
        narrative = said.get("narrative") or self._notes.get(_figure_key(own)) or ""
        due = said.get("due_date")
        return ScoreRow(
            key=f"{own['la_code']}-{name}",
            la_code=own["la_code"],
            indicator=indicator,
            figures=tuple(
                (row["return_id"], row["indicator_id"], row["row_number"])
                for row in figures
            ),
            period=period(own["period_type"], own["period_start"], own["period_end"]),
            is_assumed=own["period_basis"] == "assumed"
            and own["period_end"] is not None,
            end=own["period_end"],
            source=_source(own),
            return_name=self._names[own["return_id"]].title,
            value=_value(own, unit),
            verdict=own["verdict"] or "",
            rag=own["rag"] or "",
            worst=next((each for each in COLOURS if each in colours), ""),
            target=printed(own["target"], unit) if is_of_one_kind(own) else "",
            distance=distance(own["gap_to_target"], unit) if has_target else "",
            beside_england=_beside_england(own, unit),
            gap_share=max(known_shares, default=None),
            series=series,
            further=self._further(figures, indicator),
            signal=signal,
            year_change=year_change(in_a_year, unit, indicator.polarity),
            trend=trend_of(
                signal,
                (in_a_year, changes.get("change_on_previous_period")),
                indicator,
            )
            if own["completeness"] != "lower_bound"
            else UNKNOWN,
            since=since(said) if said else "",
            narrative=" ".join(narrative.split()),
            action=said.get("action") or "",
            owner=said.get("owner") or "",
            due=day(due) if due else "",
            is_overdue=bool(said.get("is_action_overdue")),
            action_notes=action_notes(said) if said else "",
            others=others,
            teams=tuple(self._teams[own["la_code"], name]),
            benchmark=own,
            neighbour_changes=self._neighbour_changes.get(own["la_code"], ()),
        )

    def _further(
        self, figures: Sequence[Row], indicator: Indicator
    ) -> dict[str, ScoreSeries]:
        """Monthly series of the sources that the row's own figure is not of."""
        found = {}
        for row in figures[1:]:
            if row["source"] != figures[0]["source"] and _source(row) not in found:
                series = self._series.of(row, indicator)
                if series is not None and series.is_monthly:
                    found[_source(row)] = series
        return found

    def _other(self, row: Row, own: Row, indicator: Indicator) -> OtherPeriod:
        unit = indicator.unit
        ends = (row["period_end"], own["period_end"])
        is_recent = None not in ends and (ends[1] - ends[0]).days < _STALE_DAYS
        has_target = is_of_one_kind(row) and row["gap_to_target"] is not None
        return OtherPeriod(
            period=period(row["period_type"], row["period_start"], row["period_end"]),
            source=_source(row),
            value=_value(row, unit),
            rag=row["rag"] or "",
            distance=distance(row["gap_to_target"], unit) if has_target else "",
            is_recent=is_recent,
        )


def _beside_england(row: Row, unit: str) -> str:
    """Such as "2.1 points below 22.6% of England"."""
    gap = row["gap_to_england"]
    if unit == "count":
        return ""
    if gap is None:
        why = why_missing(row["england_reason"])
        return f"England's figure: {why}" if why else ""
    england = figure(row["england_value"], unit)
    if not rounded(gap, 1):
        return f"equal to England, {england}"
    return f"{distance(gap, unit)} England, {england}"


def _source(row: Row) -> str:
    return "as reported" if row["source"] == "reported" else "from the records"


def _value(row: Row, unit: str) -> str:
    if row["value"] is None:
        return "no figure"
    shown = shown_value(row, unit)
    return f"at least {shown}" if row["completeness"] == "lower_bound" else shown


def _figure_key(row: Row) -> tuple[Any, ...]:
    kinds = ("source", "return_id", "indicator_id", "row_number", "period_type")
    return tuple(row[key] for key in kinds)


def _period_key(row: Row) -> tuple[Any, ...]:
    kinds = ("source", "la_code", "indicator_id", "period_type", "period_end")
    return tuple(row[key] for key in kinds)


def _team_figures(
    result: CheckResult, known: Mapping[str, Indicator]
) -> Iterator[tuple[str, str, TeamFigure]]:
    """The newest figures of teams: authority, indicator, figure."""
    newest = (
        result.verdicts.filter(pl.col("team").is_not_null())
        .sort("period_end", "row_number")
        .unique(["la_code", "indicator_id", "team"], keep="last", maintain_order=True)
        .sort("team")
    )
    for row in newest.iter_rows(named=True):
        indicator = known.get(row["indicator_id"])
        value = row["stated_value"]
        if value is None:
            continue
        yield (
            row["la_code"],
            row["indicator_id"],
            TeamFigure(
                team=row["team"],
                period=period(
                    row["period_type"], row["period_start"], row["period_end"]
                ),
                value=printed(value, indicator.unit if indicator else "number"),
                verdict=row["verdict"],
            ),
        )
