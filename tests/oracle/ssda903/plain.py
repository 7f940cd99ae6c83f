"""A return as plain rows, and what its rules are made of.

A cell is text or None; empty text is a value. A date is day/month/year in digits, one
or two for day and month, and a real day; any other text is no date.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
DERIVED = (
    "UASC",
    "PL_LA",
    "PL_LOCATION",
    "PL_DISTANCE",
    "LA_CODE_INFERRED",
    "LA_NAME_INFERRED",
)
SHORT_BREAKS = ("V3", "V4")


def as_day(text):
    """The day that a text is, or None."""
    found = DATE.fullmatch(text or "")
    if not found:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def as_number(text):
    """The number that a text spells, blanks around it taken too, or None."""
    bare = (text or "").strip(" \t\r\n")
    return float(bare) if NUMBER.fullmatch(bare) else None


def years_after(day, years):
    """The same day some years later; 29 February becomes 28 February."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def days_after(day, days):
    return None if day is None else day + timedelta(days=days)


def before(a, b):
    """Whether a is strictly before b; a missing day never is."""
    return a is not None and b is not None and a < b


def until(a, b):
    """Whether a is on or before b; a missing day never is."""
    return a is not None and b is not None and a <= b


class Row(dict):
    """One record; a column that it lacks is None. `place` is table and row number."""

    def __init__(self, table, number, values):
        super().__init__(values)
        self.table = table
        self.number = number
        self.place = (table, number)

    def __missing__(self, name):
        return None

    def day(self, name):
        return as_day(self[name])

    def has(self, *names):
        """Whether any of the columns has a value."""
        return any(self[name] is not None for name in names)


class Tables:
    """A return: `data["Episodes"]` are rows, none of a table that it lacks.

    `data.previous` is the return of the year before, or None. `data.derived` are the
    derived columns that it has, as `Table.COLUMN`.
    """

    def __init__(
        self, tables, year, *, previous=None, file_format=None, authority="E09000001"
    ):
        self.tables = {
            name: [Row(name, n, values) for n, values in enumerate(rows, start=1)]
            for name, rows in tables.items()
        }
        self.year = year
        self.start = date(year - 1, 4, 1)
        self.end = date(year, 3, 31)
        self.file_format = file_format
        self.authority = authority
        self.derived = {
            f"{name}.{column}"
            for name, rows in tables.items()
            for row in rows
            for column in row
            if column in DERIVED
        }
        self._add_uasc()
        self.previous = None
        if previous is not None:
            self.previous = Tables(previous, year - 1, file_format=file_format)

    def _add_uasc(self):
        """Header says of each child whether it is in the UASC table."""
        if "Header.UASC" in self.derived or not self.has("Header", "UASC"):
            return
        known = {row["CHILD"] for row in self["UASC"]}
        for row in self["Header"]:
            is_known = row["CHILD"] is not None and row["CHILD"] in known
            row["UASC"] = "1" if is_known else "0"
        self.derived.add("Header.UASC")

    def __getitem__(self, name):
        return self.tables.get(name, [])

    def has(self, *names):
        """Whether the return has the tables, also without rows."""
        return all(name in self.tables for name in names)

    def by_child(self, name):
        """The rows of a table by CHILD, in file order; without those that lack it."""
        rows = defaultdict(list)
        for row in self[name]:
            if row["CHILD"] is not None:
                rows[row["CHILD"]].append(row)
        return rows

    def in_order(self, name="Episodes", *columns):
        """The rows of each child by date columns (DECOM), missing last, then file."""
        columns = columns or ("DECOM",)

        def key(row):
            days = [row.day(column) for column in columns]
            return [(day is None, day or date.min) for day in days], row.number

        return {
            child: sorted(rows, key=key) for child, rows in self.by_child(name).items()
        }


@dataclass(frozen=True)
class Rule:
    code: str
    reads: frozenset[str]
    reads_previous: frozenset[str]
    runs: Any
    first_year: int
    last_year: int | None
    check: Any

    def holds_in(self, year):
        return self.first_year <= year <= (self.last_year or year)

    def can_run(self, data):
        """Whether a return has what the rule reads, tables and derived columns."""
        held = data.tables.keys() | data.derived
        before = data.previous
        held_before = before.tables.keys() | before.derived if before else set()
        return (
            self.reads <= held
            and self.reads_previous <= held_before
            and self.runs(data)
        )


RULES: list[Rule] = []


def rule(code, *reads, first=2023, last=None, previous=(), runs=lambda data: True):
    """Enter a check as a version of a rule.

    `reads` are the tables (or derived columns, `Episodes.PL_LA`) without which it is
    not run, `previous` those of the year before, `runs` what else has to hold. The
    check takes `data` and gives findings, each a list of rows.
    """

    def enter(check):
        entered = Rule(
            code, frozenset(reads), frozenset(previous), runs, first, last, check
        )
        RULES.append(entered)
        return check

    return enter


def each(rows):
    """One finding a row, each row once."""
    return [[row] for row in {row.place: row for row in rows}.values()]


def together(rows_by_name):
    """One finding a name: pairs of a name and a row that it has."""
    found = defaultdict(dict)
    for name, row in rows_by_name:
        found[name][row.place] = row
    return [list(rows.values()) for rows in found.values()]
