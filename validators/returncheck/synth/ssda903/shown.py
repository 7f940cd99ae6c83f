"""A child as a return shows it: rows of text, of this year and of the year before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from returncheck.returns.ssda903.layout import LAYOUT

Row: TypeAlias = Mapping[str, str]
"""Official column name to its text; a column without value is not in it."""
Rows: TypeAlias = tuple[Row, ...]
Tables: TypeAlias = Mapping[str, Rows]
"""Official table name to the child's rows of it."""

WRITTEN = (
    "Header",
    "Episodes",
    "Reviews",
    "UASC",
    "OC2",
    "OC3",
    "AD1",
    "PlacedAdoption",
    "PrevPerm",
    "Missing",
    "SWEpisodes",
    "DoLo",
)
"""The tables that an authority writes."""

_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


def tables_of(year: int) -> tuple[str, ...]:
    """The tables that an authority writes in a return year."""
    return tuple(
        name for name in WRITTEN if (LAYOUT.table(name).first_year or year) <= year
    )


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table that an authority writes."""
    return tuple(each.name for each in LAYOUT.table(table).columns if not each.derived)


def text_of(day: date | None) -> str | None:
    """A day as it is written: 01/04/2024."""
    return None if day is None else f"{day:%d/%m}/{day.year:04d}"


def day_of(text: str | None) -> date | None:
    """The day that a text is; None for anything else."""
    found = _DATE.fullmatch(text or "")
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def row(**cells: str | None) -> Row:
    """A row of the cells that have a value."""
    return {name: text for name, text in cells.items() if text is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """The rows of a child.

    Attributes:
        now: Those of the return.
        before: Those of the return of the year before.
    """

    now: Tables
    before: Tables

    def rows(self, table: str) -> Rows:
        """The rows of a table, in file order."""
        return self.now.get(table, ())

    def count(self, table: str) -> int:
        """Number of rows of a table."""
        return len(self.rows(table))

    def day(self, table: str, index: int, column: str) -> date | None:
        """The day in a cell; None where there is none."""
        return day_of(self.rows(table)[index].get(column))

    @property
    def birth(self) -> date | None:
        """The date of birth in the first row of the Header."""
        return self.day("Header", 0, "DOB") if self.rows("Header") else None

    def with_rows(self, table: str, rows: Rows) -> "Child":
        """The child with other rows in a table."""
        return replace(self, now={**self.now, table: rows})

    def with_cells(self, table: str, index: int, **cells: str | None) -> "Child":
        """The child with other cells in a row; None takes a value away."""
        rows = list(self.rows(table))
        rows[index] = row(**{**rows[index], **cells})
        return self.with_rows(table, tuple(rows))

    def with_added(self, table: str, added: Row) -> "Child":
        """The child with one more row at the end of a table."""
        return self.with_rows(table, (*self.rows(table), added))

    def with_cells_before(self, table: str, index: int, **cells: str | None) -> "Child":
        """The child with other cells in a row of the year before."""
        rows = list(self.before.get(table, ()))
        rows[index] = row(**{**rows[index], **cells})
        return replace(self, before={**self.before, table: tuple(rows)})
