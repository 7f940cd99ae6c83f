"""A child as a return shows it: rows of text, of this year and of the year before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeAlias

Row: TypeAlias = Mapping[str, str]
"""Official column name to its text; a column without value is not in it."""
Rows: TypeAlias = tuple[Row, ...]
Tables: TypeAlias = Mapping[str, Rows]
"""Official table name to the child's rows of it."""

COLUMNS = {
    "Header": "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB",
    "Episodes": (
        "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC "
        "REASON_PLACE_CHANGE HOME_POST PL_POST URN"
    ),
    "Reviews": "CHILD DOB REVIEW REVIEW_CODE",
    "UASC": "CHILD SEX DOB DUC",
    "OC2": (
        "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK "
        "IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE "
        "INTERVENTION_RECEIVED INTERVENTION_OFFERED"
    ),
    "OC3": "CHILD DOB IN_TOUCH ACTIV ACCOM",
    "AD1": ("CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR"),
    "PlacedAdoption": ("CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED"),
    "PrevPerm": "CHILD DOB PREV_PERM LA_PERM DATE_PERM",
    "Missing": "CHILD DOB MISSING MIS_START MIS_END",
    "SWEpisodes": "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON",
    "DoLo": "CHILD DOB DOLO_START DOLO_END",
}
"""The tables that an authority writes, with their columns."""

FIRST_YEARS = {"SWEpisodes": 2024, "DoLo": 2027}
"""First return year of a table that not every year has."""

_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


def tables_of(year: int) -> tuple[str, ...]:
    """The tables that an authority writes in a return year."""
    return tuple(name for name in COLUMNS if FIRST_YEARS.get(name, year) <= year)


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table that an authority writes."""
    return tuple(COLUMNS[table].split())


def text_of(day: date | None) -> str | None:
    """A day as it is written: 01/04/2024."""
    return None if day is None else f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


@lru_cache(maxsize=2**15)
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
