"""The figures that a board reads: of each measure one, the newest there is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from returncheck.catalogue.indicators import Indicator
from returncheck.files.rounding import rounded
from returncheck.report.board.unusual import Unusual, unusual_now
from returncheck.report.words.numbers import figure, period, printed
from returncheck.results.check_result import CheckResult

_MONTHS_CURRENT = 13
"""A figure that ends longer before the newest one is no news for a board."""

_SPANS = {"year": 3, "rolling_12_months": 3, "snapshot": 2, "quarter": 1}
"""Of two figures that end on one day the one of the longer span is steadier."""

WITHHELD = "withheld"
"""Stands in the place of a figure that may not be shown."""

_BRACKETS = re.compile(r" \([^)]*\)$")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFigure:
    """One figure, in numbers to sort by and words to read.

    Attributes:
        indicator_id: Its indicator.
        return_id: The return that it stands in or was counted from.
        name: Its plain name.
        polarity: Which way is better: higher, lower or none.
        value: The figure, in its unit; None where it is withheld.
        shown: It as text.
        when: What it covers: "June 2025", "year to 31 March 2025".
        end: The last day of that; None where no report says it.
        colour: green, amber or red beside its target; empty for none.
        target: The target in words: "85% or more"; empty for none.
        distance: How far it is off its target, as a share of that; 0 on target.
        periods_off: How many periods in a row it has been off target; 0 where unknown.
        before: The figure of a year before as text; empty where there is none.
        change: What it has changed since, as a share of that; 0 for none.
        is_worse: Whether that change goes to the worse side; None where no side is
            worse, nothing has changed, or there is nothing to compare it with.
        england: England's figure; empty for a count or without one.
        england_year: The year of that.
        england_distance: How far it is worse than England, as a share; below 0 better.
        is_beyond_chance: Whether it is further from England than chance explains.
        neighbours: The mean of the statistical neighbours; empty likewise.
        unusual: What is unusual in its newest months; None for nothing.
        is_contradicted: Whether a report prints another value than something else.
        action: What is done about it; empty where nothing is said.
        owner: Who does it; empty likewise.
        due: The day by which; None where none is given.
        is_overdue: Whether that day had passed when it was last reported.
        days_open: For how many days it has been reported; None where it is not.
    """

    indicator_id: str
    return_id: str
    name: str
    polarity: str
    value: float | None
    shown: str
    when: str
    end: date | None
    colour: str = ""
    target: str = ""
    distance: float = 0.0
    periods_off: int = 0
    before: str = ""
    change: float = 0.0
    is_worse: bool | None = None
    england: str = ""
    england_year: int | None = None
    england_distance: float = 0.0
    is_beyond_chance: bool = False
    neighbours: str = ""
    unusual: Unusual | None = None
    is_contradicted: bool = False
    action: str = ""
    owner: str = ""
    due: date | None = None
    is_overdue: bool = False
    days_open: int | None = None

    @property
    def short_name(self) -> str:
        """Its name as it stands in a sentence, without what is in brackets."""
        name = _BRACKETS.sub("", self.name)
        return f"{name[:1].lower()}{name[1:]}" if name[1:2].islower() else name

    @property
    def is_off_target(self) -> bool:
        """Whether its target is missed, by little or by much."""
        return self.colour in ("amber", "red")

    @property
    def is_getting_worse(self) -> bool:
        """Whether it is worse than a year before, or unusual to the worse side."""
        return bool(self.is_worse) or (
            self.unusual is not None and self.unusual.is_worse is True
        )

    def withheld(self) -> "BoardFigure":
        """The measure with nothing said of its figure."""
        return BoardFigure(
            indicator_id=self.indicator_id,
            return_id=self.return_id,
            name=self.name,
            polarity=self.polarity,
            value=None,
            shown=WITHHELD,
            when=self.when,
            end=self.end,
        )

    @property
    def has_action(self) -> bool:
        """Whether anything is said to be done about it."""
        return bool(self.action or self.owner or self.due)


def board_figures(result: CheckResult, la_code: str) -> tuple[BoardFigure, ...]:
    """The newest figure of each measure of an authority.

    Args:
        result: The result.
        la_code: Three-digit code of the authority.

    Returns:
        In the order of the catalogue, current ones alone.
    """
    known = result.known_indicators
    chosen = _chosen(result, la_code, known)
    details = _Details(result, la_code)
    return tuple(_figure(row, known[row["indicator_id"]], details) for row in chosen)


def _chosen(
    result: CheckResult, la_code: str, known: Mapping[str, Indicator]
) -> list[Row]:
    returns = [
        record.return_id
        for record in result.returns_to_submit
        if record.la_code == la_code
    ]
    rows = result.checked_benchmarks.filter(
        pl.col("return_id").is_in(returns),
        pl.col("source") != "published",
        pl.col("is_newest_period"),
        pl.col("indicator_id").is_in(list(known)),
        pl.col("completeness") != "lower_bound",
    ).to_dicts()
    ends = [row["period_end"] for row in rows if row["period_end"]]
    newest = max(ends, default=None)
    best: dict[str, Row] = {}
    for row in rows:
        if not _is_there(row) or not _is_current(row["period_end"], newest):
            continue
        held = best.get(row["indicator_id"])
        if held is None or _rank(row) > _rank(held):
            best[row["indicator_id"]] = row
    return [best[name] for name in known if name in best]


def _is_there(row: Row) -> bool:
    return row["value"] is not None or bool(row.get("is_withheld"))


def _is_current(end: date | None, newest: date | None) -> bool:
    if newest is None:
        return True
    if end is None:
        return False
    months = (newest.year - end.year) * 12 + newest.month - end.month
    return months <= _MONTHS_CURRENT


def _rank(row: Row) -> tuple[Any, ...]:
    """The newest, then the one with a target, the longer span, the one of records."""
    return (
        row["period_end"] or date.min,
        row["rag"] is not None,
        _SPANS.get(row["period_type"], 0),
        row["source"] == "recomputed",
        row["return_id"],
        -(row["row_number"] or 0),
    )


_Key = tuple[str, str, int | None]


class _Details:
    """What other marts know of a figure of the benchmarks."""

    def __init__(self, result: CheckResult, la_code: str) -> None:
        self._contradicted = {
            (row["indicator_id"], row["period_end"])
            for row in result.verdicts.filter(
                pl.col("la_code") == la_code,
                pl.col("verdict") == "contradicted",
                pl.col("table_name") == "Figures",
                pl.col("team").is_null(),
            ).iter_rows(named=True)
        }
        self._exceptions = {
            _key(row): row for row in result.exceptions.iter_rows(named=True)
        }
        self._years: dict[tuple[Any, ...], Row] = {
            (*_key(row), row["period_type"], row["period_end"]): row
            for row in result.checked_periods.filter(
                pl.col("la_code") == la_code, pl.col("year_before_value").is_not_null()
            ).iter_rows(named=True)
        }
        self._months: dict[tuple[str, str], list[Row]] = {}
        months = result.control_charts.filter(pl.col("la_code") == la_code)
        for row in months.sort("period_end").iter_rows(named=True):
            key = (row["indicator_id"], row["source"])
            self._months.setdefault(key, []).append(row)

    def is_contradicted(self, row: Row) -> bool:
        """Whether a report prints another value of it than something else states."""
        return (row["indicator_id"], row["period_end"]) in self._contradicted

    def exception(self, row: Row) -> Row:
        """What is known of it as a figure off target; empty for one that is not."""
        return self._exceptions.get(_key(row), {})

    def year_before(self, row: Row) -> float | None:
        """The figure of a year before, of the same kind."""
        if row["previous_year_value"] is not None:
            value: float = row["previous_year_value"]
            return value
        held = self._years.get((*_key(row), row["period_type"], row["period_end"]))
        return None if held is None else held["year_before_value"]

    def months(self, row: Row) -> Sequence[Row]:
        """The months of its series, in the order of time."""
        return self._months.get((row["indicator_id"], row["source"]), ())


def _key(row: Row) -> _Key:
    return row["return_id"], row["indicator_id"], row["row_number"]


def _figure(row: Row, indicator: Indicator, details: _Details) -> BoardFigure:
    unit, polarity = indicator.unit, indicator.polarity
    value, before = row["value"], details.year_before(row)
    said = details.exception(row)
    has_place = unit != "count" and value is not None
    colour = row["rag"] or ""
    return BoardFigure(
        indicator_id=indicator.indicator_id,
        return_id=row["return_id"],
        name=indicator.plain_name,
        polarity=polarity,
        value=value,
        shown=shown(value, unit),
        when=_when(row),
        end=row["period_end"],
        colour=colour,
        target=_target(row, unit, polarity) if colour else "",
        distance=_share(row["gap_to_target"], row["target"])
        if colour in ("amber", "red")
        else 0.0,
        periods_off=said.get("periods_off_target") or 0,
        before="" if before is None else shown(before, unit),
        change=_change(value, before),
        is_worse=_is_worse(value, before, polarity),
        england=figure(row["england_value"], unit)
        if has_place and row["england_value"] is not None
        else "",
        england_year=row["comparator_year"],
        england_distance=_worse_by(value, row["england_value"], polarity),
        is_beyond_chance=row["significance"] not in (None, "as_expected"),
        neighbours=figure(row["statistical_neighbour_mean"], unit)
        if has_place and row["statistical_neighbour_mean"] is not None
        else "",
        unusual=unusual_now(details.months(row), polarity),
        is_contradicted=details.is_contradicted(row),
        action=_line(said.get("action")),
        owner=_line(said.get("owner")),
        due=said.get("due_date"),
        is_overdue=bool(said.get("is_action_overdue")),
        days_open=said.get("action_days_open"),
    )


def shown(value: float | None, unit: str) -> str:
    """A figure to one decimal at most, without needless zeros."""
    if value is None:
        return WITHHELD
    return printed(float(rounded(value, 0 if unit == "count" else 1)), unit)


def _when(row: Row) -> str:
    said = period(row["period_type"], row["period_start"], row["period_end"])
    return said if row["period_type"] == "month" else f"{said[0].lower()}{said[1:]}"


def _target(row: Row, unit: str, polarity: str) -> str:
    side = {"higher": " or more", "lower": " or less"}.get(polarity, "")
    return f"{printed(row['target'], unit)}{side}"


def _share(difference: float | None, whole: float | None) -> float:
    if difference is None or not whole:
        return abs(difference or 0.0)
    return abs(difference / whole)


def _change(value: float | None, before: float | None) -> float:
    if value is None or before is None:
        return 0.0
    return _share(value - before, before or value)


def _is_worse(value: float | None, before: float | None, polarity: str) -> bool | None:
    if value is None or before is None or polarity == "none":
        return None
    if rounded(value, 1) == rounded(before, 1):
        return None
    return (value < before) == (polarity == "higher")


def _worse_by(value: float | None, other: float | None, polarity: str) -> float:
    if value is None or not other or polarity == "none":
        return 0.0
    share = (value - other) / abs(other)
    return -share if polarity == "higher" else share


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
