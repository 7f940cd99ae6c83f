"""The records of the findings in `findings.xlsx`: a sheet a table, and each as a text.

Numbers are numbers and dates are dates where the layout says that they are; codes and
identifiers stay text, their leading zeros too. Cells at fault are outlined.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice

import polars as pl

from returncheck.files.sheets import Cell, Look, Place, Sheet, Value
from returncheck.results.check_result import CheckResult
from returncheck.results.child_records import TableRecords
from returncheck.returns import LAYOUTS
from returncheck.returns.quoting import visible
from returncheck.returns.tables import Column, Kind

Key = tuple[str, str, int]
"""Return id, table and row number of a record."""
Values = tuple[str | None, ...]
"""The values of a record."""

MOST_LETTERS_OF_A_TAB = 31
MOST_ROWS = 1_000_000
"""Most records that a sheet shows; a sheet cannot hold more than 1,048,576 rows."""

_NUMBERS = (Kind.INTEGER, Kind.NUMBER, Kind.YEAR)
_DATES = (Kind.DATE, Kind.DAY_FIRST_DATE, Kind.DATETIME)
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,10})?")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(T00:00:00)?|(\d{1,2})/(\d{1,2})/(\d{4})")
_NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\']")
_WIDTHS = (9, 30)


def typed(text: str | None, column: Column | None) -> Value:
    """A value as received, as the kind that its column has.

    Args:
        text: The value.
        column: The column of the layout; None where it is of none.

    Returns:
        A number or a day where the text is one and its column holds such; else the
        text, what cannot be seen in it made visible.
    """
    if not text:
        return None
    if column is not None and column.kind in _NUMBERS and _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    if column is None or column.kind in _DATES:
        with suppress(ValueError):
            return _day(text)
    return visible(text)


def _day(text: str) -> date:
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day, _, first, middle, last = found.groups()
    if year:
        return date(int(year), int(month), int(day))
    return date(int(last), int(middle), int(first))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSheets:
    """The records with findings: where each stands, and what it holds.

    Attributes:
        places: The row of a record on its sheet.
        values: The values of a record as received, in the order of its columns.
        columns: The columns of a return's table that hold something.
        sheets: The sheets, in the order of the returns and their tables.
    """

    places: Mapping[Key, Place]
    values: Mapping[Key, Values]
    columns: Mapping[tuple[str, str], tuple[Column, ...]]
    sheets: tuple[Sheet, ...]

    def text(self, key: Key) -> str | None:
        """A record in one text, every field that holds something; None for none."""
        values = self.values.get(key)
        if values is None:
            return None
        return "; ".join(
            f"{column.name} {visible(text)}"
            for column, text in zip(self.columns[key[:2]], values, strict=True)
            if text
        )


def columns_of(collection: str, table: str | None) -> dict[str, Column]:
    """The columns of a table, by name; none where there is no such table."""
    layout = LAYOUTS.get(collection)
    for each in layout.tables if layout else ():
        if each.name == table:
            return {column.name: column for column in each.columns}
    return {}


def record_sheets(
    result: CheckResult,
    findings: pl.DataFrame,
    names: Mapping[str, str],
    first_lines: Mapping[Key, Place],
    taken: Sequence[str],
) -> RecordSheets:
    """A sheet for each table in which a record has a finding.

    Args:
        result: The result.
        findings: The findings with `check`, the short name of the check.
        names: What each return is called.
        first_lines: The line of the first finding of each record.
        taken: Names of other sheets.
    """
    faults, checks = _faults(findings)
    grouped: dict[tuple[str, str], list[TableRecords]] = defaultdict(list)
    collections = {record.return_id: record.collection for record in result.returns}
    for records in result.child_records:
        collection = collections[records.return_id]
        grouped[collection, records.table.name].append(records)
    places: dict[Key, Place] = {}
    values: dict[Key, Values] = {}
    columns_of_tables: dict[tuple[str, str], tuple[Column, ...]] = {}
    sheets = []
    titles = list(taken)
    for (collection, table), listed in grouped.items():
        columns = tuple(
            column
            for column in listed[0].table.columns
            if any(column.name in each.columns for each in listed)
        )
        rows = _rows(listed, columns, checks)
        if not rows:
            continue
        title = _title(collection, table, grouped, titles)
        titles.append(title)
        for number, key in enumerate(islice(rows, MOST_ROWS), start=2):
            places[key] = Place(sheet=title, row=number)
        values |= rows
        columns_of_tables |= {(each.return_id, table): columns for each in listed}
        sheets.append(
            Sheet(
                title=title,
                headings=[
                    *("Checks", "Return", "Row"),
                    *(column.name for column in columns),
                ],
                widths=[18, 24, 8, *_widths(columns, rows)],
                rows=_cells(rows, columns, names, checks, faults, first_lines),
                row_count=min(len(rows), MOST_ROWS),
                below=_left_out(len(rows)),
                look=Look.RECORDS,
                wrapped=("Checks",),
                fixed=3,
            )
        )
    return RecordSheets(
        places=places,
        values=values,
        columns=columns_of_tables,
        sheets=tuple(sheets),
    )


def _left_out(rows: int) -> list[str]:
    """What a sheet says of records that it cannot hold."""
    left = rows - MOST_ROWS
    if left <= 0:
        return []
    return [f"{left} more records with findings stand in the return and findings.csv."]


def _faults(
    findings: pl.DataFrame,
) -> tuple[set[tuple[Key, str]], dict[Key, list[str]]]:
    """The cells at fault, and the checks that found something in each record."""
    faults: set[tuple[Key, str]] = set()
    checks: dict[Key, list[str]] = defaultdict(list)
    columns = ("return_id", "table_name", "row_number", "field", "check", "role")
    placed = findings.filter(pl.col("row_number").is_not_null())
    for return_id, table, number, field, check, role in placed.select(
        columns
    ).iter_rows():
        key = (return_id, table, number)
        if check not in checks[key]:
            checks[key].append(check)
        if role == "fault" and field is not None:
            faults.add((key, field))
    return faults, checks


def _rows(
    listed: Sequence[TableRecords],
    columns: Sequence[Column],
    checks: Mapping[Key, list[str]],
) -> dict[Key, Values]:
    """The records of one table that have findings; a missing column is empty."""
    rows = {}
    for records in listed:
        chosen = records.rows.select(
            "row_number",
            *(
                pl.col(column.name)
                if column.name in records.columns
                else pl.lit(None, dtype=pl.String).alias(column.name)
                for column in columns
            ),
        )
        for number, *values in chosen.iter_rows():
            key = (records.return_id, records.table.name, number)
            if key in checks:
                rows[key] = tuple(values)
    return rows


def _cells(
    rows: Mapping[Key, Values],
    columns: Sequence[Column],
    names: Mapping[str, str],
    checks: Mapping[Key, list[str]],
    faults: set[tuple[Key, str]],
    first_lines: Mapping[Key, Place],
) -> Iterator[Sequence[Value | Cell]]:
    for key, values in islice(rows.items(), MOST_ROWS):
        yield [
            Cell(value=", ".join(checks[key]), link=first_lines.get(key)),
            names.get(key[0], ""),
            key[2],
            *(
                _cell(key, text, column, faults)
                for text, column in zip(values, columns, strict=True)
            ),
        ]


def _cell(
    key: Key, text: str | None, column: Column, faults: set[tuple[Key, str]]
) -> Value | Cell:
    value = typed(text, column)
    is_fault = (key, column.name) in faults
    return Cell(value=value, is_fault=True) if is_fault else value


def _widths(columns: Sequence[Column], rows: Mapping[Key, Values]) -> Iterator[int]:
    """Wide enough for what stands there, within bounds."""
    least, most = _WIDTHS
    for place, column in enumerate(columns):
        longest = max(len(values[place] or "") for values in rows.values())
        yield min(max(longest, len(column.name), least) + 1, most)


def _title(
    collection: str,
    table: str,
    grouped: Mapping[tuple[str, str], object],
    taken: Sequence[str],
) -> str:
    """A name for a tab: the table, and the return where another has such a table."""
    is_shared = sum(name == table for _, name in grouped) > 1
    layout = LAYOUTS.get(collection)
    whole = f"{table} ({layout.title})" if is_shared and layout else table
    plain = _NOT_IN_A_TAB.sub(" ", whole)
    title = plain[:MOST_LETTERS_OF_A_TAB]
    known = {each.casefold() for each in taken}
    number = 2
    while title.casefold() in known:
        ending = f" {number}"
        title = f"{plain[: MOST_LETTERS_OF_A_TAB - len(ending)]}{ending}"
        number += 1
    return title
