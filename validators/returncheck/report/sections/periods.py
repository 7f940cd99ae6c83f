"""Figures of a month, a quarter and longer, side by side.

Values and changes come from the mart of periods as they are. Each column holds one kind
of period, so a sum since April never stands under a month.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from returncheck.catalogue.indicators import Indicator
from returncheck.report.sections.figures import unknown_indicator
from returncheck.report.words.names import area
from returncheck.report.words.numbers import figure, period, printed, signed
from returncheck.report.words.standing import towards
from returncheck.results.check_result import CheckResult

_COLUMNS = {
    "month": "Month",
    "quarter": "Quarter",
    "year_to_date": "Year to date",
    "rolling_12_months": "Twelve months",
    "year": "Year",
    "snapshot": "On a day",
}
_SOURCES = {"recomputed": "worked out from the records", "reported": "as reported"}
_BEFORE = {
    "month": "the month before",
    "quarter": "the quarter before",
    "year_to_date": "the sum before",
    "rolling_12_months": "the twelve months to the month before",
    "year": "the year before",
    "snapshot": "the month end before",
}
_KEY = ("la_code", "source", "indicator_id", "period_type")

Row = Mapping[str, Any]
"""A row of the mart `fct_indicator_periods`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCell:
    """One figure; plain text throughout.

    Attributes:
        value: The figure.
        period: Its period in words; empty where the whole column is of it.
        changes: How it differs from the period before and from a year before.
    """

    value: str
    period: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """One indicator: a cell a column, None where there is no such period."""

    title: str
    cells: tuple[PeriodCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodColumn:
    """One kind of period, and the period itself where all of its figures are of one."""

    title: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodTable:
    """The newest periods of one authority from one source.

    Attributes:
        authority: Name of the authority.
        source: Where the figures come from, in words.
        columns: What the cells of each row are of.
        rows: One an indicator, in the order of the catalogue.
    """

    authority: str
    source: str
    columns: tuple[PeriodColumn, ...]
    rows: tuple[PeriodRow, ...]


def period_tables(result: CheckResult) -> tuple[PeriodTable, ...]:
    """The newest figure of each kind of period, by authority and source.

    Left out are indicators with a single figure, and the sums of twelve months that are
    those of the year itself.

    Args:
        result: The result.

    Returns:
        Tables with at least one row, in the order in which the returns were loaded.
    """
    newest = _newest(
        result.checked_periods, [each.return_id for each in result.returns]
    )
    by_table = newest.partition_by("la_code", "source", as_dict=True)
    tables = []
    for la_code in dict.fromkeys(record.la_code for record in result.returns):
        for source, words in _SOURCES.items():
            found = by_table.get((la_code, source))
            rows = {} if found is None else _by_indicator(found.to_dicts())
            if rows:
                name = area(la_code).name
                tables.append(_table(name, words, rows, result.known_indicators))
    return tuple(tables)


def _newest(periods: pl.DataFrame, wanted: list[str]) -> pl.DataFrame:
    """The newest figure of each authority, source, indicator and kind of period."""
    return (
        periods.filter(
            pl.col("is_latest")
            & pl.col("value").is_not_null()
            & pl.col("period_type").is_in(list(_COLUMNS))
            & pl.col("return_id").is_in(wanted)
        )
        .sort("period_end")
        .unique(_KEY, keep="last", maintain_order=True)
    )


def _by_indicator(rows: Iterable[Row]) -> dict[str, dict[str, Row]]:
    """Indicator to kind of period to row; only where there is something to compare."""
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        found.setdefault(row["indicator_id"], {})[row["period_type"]] = row
    for kinds in found.values():
        spans = {
            kind: (row["period_start"], row["period_end"])
            for kind, row in kinds.items()
        }
        for kind in ("rolling_12_months", "year_to_date"):
            if kind in kinds and spans[kind] == spans.get("year"):
                del kinds[kind]
    return {
        name: kinds
        for name, kinds in found.items()
        if len(kinds) > 1
        or any(row["previous_period_value"] is not None for row in kinds.values())
    }


def _table(
    authority: str,
    source: str,
    by_indicator: Mapping[str, Mapping[str, Row]],
    known: Mapping[str, Indicator],
) -> PeriodTable:
    columns = {
        kind: _common_period(by_indicator.values(), kind)
        for kind in _COLUMNS
        if any(kind in kinds for kinds in by_indicator.values())
    }
    listed = [name for name in known if name in by_indicator]
    listed += sorted(set(by_indicator) - set(known))
    return PeriodTable(
        authority=authority,
        source=source,
        columns=tuple(
            PeriodColumn(title=_COLUMNS[kind], period=common)
            for kind, common in columns.items()
        ),
        rows=tuple(
            _row(
                known.get(name) or unknown_indicator(name), by_indicator[name], columns
            )
            for name in listed
        ),
    )


def _common_period(rows: Iterable[Mapping[str, Row]], kind: str) -> str:
    """The period of a column; empty where its figures are of several."""
    named = {_period(kinds[kind]) for kinds in rows if kind in kinds}
    return named.pop() if len(named) == 1 else ""


def _period(row: Row) -> str:
    """What a figure covers; its kind is the title of its column."""
    said = period(row["period_type"], row["period_start"], row["period_end"])
    return said.removeprefix("Quarter: ").removeprefix("Year to date: ")


def _row(
    indicator: Indicator, kinds: Mapping[str, Row], columns: Mapping[str, str]
) -> PeriodRow:
    return PeriodRow(
        title=indicator.title,
        cells=tuple(
            _cell(kinds[kind], indicator, is_named=not common)
            if kind in kinds
            else None
            for kind, common in columns.items()
        ),
    )


def _cell(row: Row, indicator: Indicator, *, is_named: bool) -> PeriodCell:
    show = printed if row["source"] == "reported" else figure
    value = show(row["value"], indicator.unit)
    if row["completeness"] == "lower_bound":
        value = f"at least {value}"
    return PeriodCell(
        value=value,
        period=_period(row) if is_named else "",
        changes=tuple(_changes(row, indicator)),
    )


def _changes(row: Row, indicator: Indicator) -> Iterator[str]:
    kind = row["period_type"]
    comparisons = [("change_on_previous_period", _BEFORE[kind])]
    if kind != "year":
        comparisons.append(("change_on_year_before", "a year before"))
    for column, before in comparisons:
        change = row[column]
        if change is not None:
            is_whole = indicator.unit == "count" and float(change).is_integer()
            said = f"{signed(change, 0 if is_whole else 1)} on {before}"
            judged = towards(_is_better(change, indicator))
            yield f"{said}, {judged}" if judged else said


def _is_better(change: float, indicator: Indicator) -> bool | None:
    if not change or indicator.polarity == "none":
        return None
    return (change > 0) == (indicator.polarity == "higher")
