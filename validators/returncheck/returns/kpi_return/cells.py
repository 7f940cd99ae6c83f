"""Reads cells as people write them: every table of a KPI return passes through here.

What can be read in one way alone becomes the plain text that the contract asks for;
anything else stays as it was printed, and the contract shows it.
"""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from returncheck.catalogue.indicators import indicators
from returncheck.catalogue.local_indicators import declared_units
from returncheck.project import kept_for_project
from returncheck.returns.code_lists import codes
from returncheck.returns.kpi_return.areas import authority_code, comparator_code
from returncheck.returns.kpi_return.dates import plain_date
from returncheck.returns.kpi_return.layout import LAYOUT
from returncheck.returns.kpi_return.numbers import LONGEST, plain_number
from returncheck.returns.kpi_return.symbols import symbol
from returncheck.returns.tables import Column, Kind

if TYPE_CHECKING:
    import polars as pl

_Row = Mapping[str, str | None]
_Reading = Callable[[str, _Row], str | None]

_PERCENT: Final = "percent"
_COUNTS: Final = ("numerator", "denominator")
_START: Final = "period_start"
_TOLD_BY: Final = ("indicator_id", "period_end", "comparator_year", "la_code")
_WHOLE: Final = re.compile(r"([0-9]+)\.0+")
_SPELT_YEAR: Final = re.compile(
    r"([0-9]{4}) ?(?:-|/|to|\N{EN DASH}) ?([0-9]{4}|[0-9]{2})"
)
_DATED: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-[0-9]{2}|[0-9]{2}/([0-9]{2})/([0-9]{4})"
)
_LAST_MONTH: Final = 3
# What is written where there is no target, and no end of a span.
_NONE: Final = frozenset({"-", "n/a", "..", "x", "z"})
_NONE_IN_WORDS: Final = frozenset({"none", "tbc", "no target"})


def plain_cells(table: str, frame: "pl.DataFrame") -> "pl.DataFrame":
    """A table with its cells as the contract asks for them; plain ones stay.

    Args:
        table: Official table name.
        frame: Official columns as text, all or some, and any other columns.

    Returns:
        The same rows and columns.
    """
    import polars as pl

    for column in LAYOUT.table(table).columns:
        read = _reading(column)
        if read is None or column.name not in frame.columns:
            continue
        told_by = [name for name in _TOLD_BY if name in frame.columns]
        rows = frame.select(column.name, *(n for n in told_by if n != column.name))
        texts = [
            None if row[column.name] is None else _read(read, row, column.name)
            for row in rows.iter_rows(named=True)
        ]
        frame = frame.with_columns(pl.Series(column.name, texts, dtype=pl.String))
    return frame


def _read(read: _Reading, row: _Row, name: str) -> str | None:
    text = row[name] or ""
    bare = " ".join(text.split())
    if not bare:
        return None
    found = read(bare, row) if len(bare) <= LONGEST else None
    return text if found is None else (found or None)


def _reading(column: Column) -> _Reading | None:
    """How a column is read: to the plain text, to none (""), or not at all (None)."""
    if column.kind is Kind.DATE:
        return lambda text, _: plain_date(text, is_start=column.name == _START)
    if column.kind is Kind.YEAR:
        return _year
    if column.kind is Kind.NUMBER:
        if column.name in _COUNTS:
            return _count
        return _part if column.symbols else _aim
    if column.name == "la_code":
        return _authority
    if column.name == "unit":
        return _team
    if column.name == "comparator":
        return lambda text, row: comparator_code(text, _year_of(row))
    if column.name == "indicator_id":
        return lambda text, _: text.lower() if _unit(text) is not None else None
    if column.code_list is not None:
        name = column.code_list
        return lambda text, _: _codes(name).get(_letters(text))
    return None


def _part(text: str, row: _Row) -> str | None:
    return symbol(text) or _number(text, row)


def _aim(text: str, row: _Row) -> str | None:
    if symbol(text) in _NONE or text.lower() in _NONE_IN_WORDS:
        return ""
    return _number(text, row)


def _number(text: str, row: _Row) -> str | None:
    unit = _unit((row.get("indicator_id") or "").strip())
    return plain_number(text, may_be_percent=unit in (None, _PERCENT))


def _count(text: str, _: _Row) -> str | None:
    return symbol(text) or plain_number(text, may_be_percent=False)


def _authority(text: str, row: _Row) -> str | None:
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else authority_code(text, _year_of(row))


def _team(text: str, row: _Row) -> str | None:
    """None of the whole: «Medway» in a report of Medway is no team of it."""
    code = authority_code(text, _year_of(row))
    return "" if code is not None and code == row.get("la_code") else None


def _year(text: str, _: _Row) -> str | None:
    whole = _WHOLE.fullmatch(text)
    if whole is not None:
        return whole[1]
    spelt = _SPELT_YEAR.fullmatch(text)
    if spelt is None:
        return None
    year = int(spelt[1]) + 1
    return str(year) if str(year).endswith(spelt[2]) else None


def _year_of(row: _Row) -> int | None:
    """The year, ending 31 March, of the figure in a row, where the row tells it."""
    named = " ".join((row.get("comparator_year") or "").split())
    named = _year(named, row) or named
    if named.isdecimal():
        return int(named)
    ended = plain_date(" ".join((row.get("period_end") or "").split()), is_start=False)
    dated = _DATED.fullmatch(ended or "")
    if dated is None:
        return None
    year, month = int(dated[1] or dated[4]), int(dated[2] or dated[3])
    return year if month <= _LAST_MONTH else year + 1


def _unit(indicator_id: str) -> str | None:
    """The unit of an indicator of the catalogue or the council; None for neither."""
    name = indicator_id.lower()
    return _units().get(name) or declared_units().get(name)


@kept_for_project
def _units() -> dict[str, str]:
    """Unit by the id of each indicator of the catalogue."""
    return {each.indicator_id: each.unit for each in indicators()}


@kept_for_project
def _codes(list_name: str) -> dict[str, str]:
    """The codes of a list by their letters."""
    listed = codes(LAYOUT.collection, list_name, None)
    return {_letters(code): code for code in listed}


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())
