"""Whole files of returns, right by construction, and how many rows each table has.

What differs from file to file is picked by whoever asks: a strategy of hypothesis, or
always the first for the seeds of a fuzzer.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeVar

import xlsxwriter

from returncheck.returns.cin_census.structure import (
    CHILD,
    CHILDREN,
    HEADER,
    ROOT,
    Element,
)
from returncheck.returns.code_lists import codes
from returncheck.returns.registry import LAYOUTS
from returncheck.returns.tables import Column, Kind, Layout, Table

T = TypeVar("T")
Pick = Callable[[Sequence[T]], T]
Rows = list[dict[str, str]]

CIN = LAYOUTS["cin_census"]
KPI = LAYOUTS["kpi_return"]
YEARS = tuple(range(2017, 2028))

_FIXED = {"Collection": "CIN", "LEA": "887", "la_code": "887"}
_ALWAYS = frozenset(
    {"LAchildID", "CollectionDetails", "Source", "Year", "LEA", "Collection"}
)

_TEXTS = (
    "Made-Up-1",
    "Made-Up-2",
    "O'Neil & Sons, <Medway>",
    'a "b"',
    "\u00e9\u4e2d\U0001f600",
    "x" * 90,
)
_VALUES: Mapping[Kind, Sequence[str]] = {
    Kind.TEXT: _TEXTS,
    Kind.DATE: ("2024-05-07", "2025-03-31", "2024-02-29", "1999-12-31"),
    Kind.DATETIME: ("2025-05-07T10:11:12", "2025-05-07T00:00:00Z"),
    Kind.INTEGER: ("1", "0", "12", "-3"),
    Kind.NUMBER: ("12", "0", "21.5", "-0.1"),
    Kind.FLAG: ("0", "1", "true", "false"),
    Kind.YEAR: ("2025", "2024"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A right file.

    Attributes:
        content: What is in it.
        rows: Number of rows by table.
    """

    content: bytes
    rows: Counter[str]


def first(options: Sequence[T]) -> T:
    """Picks for a fuzzer's seed."""
    return options[0]


def cin_xml(pick: Pick) -> MadeFile:
    """A CIN census in XML, every element that its year has or fewer."""
    year = pick(YEARS[::-1])
    rows: Counter[str] = Counter()
    head = _element(HEADER, "", year, pick, rows)
    children = "".join(
        _element(CHILD, "", year, pick, rows) for _ in range(pick((2, 1, 3)))
    )
    text = f"<{ROOT}>{head}<{CHILDREN}>{children}</{CHILDREN}></{ROOT}>"
    start = pick(("", '<?xml version="1.0" encoding="utf-8"?>\n', "\ufeff"))
    return MadeFile(content=f"{start}{text}".encode(), rows=rows)


def _element(
    element: Element, owner: str, year: int, pick: Pick, rows: Counter[str]
) -> str:
    """One element with what it holds; adds the rows that it makes."""
    if element.table is not None:
        rows[element.table] += 1
        owner = element.table
    if element.column is not None:
        column = CIN.table(owner).column(element.column)
        usual = str(year) if element.tag == "Year" else _FIXED.get(element.tag)
        text = escape(usual or pick(values_of(CIN.collection, column)), quote=False)
    else:
        text = "".join(
            _element(part, owner, year, pick, rows)
            for part in element.children
            if _holds(part, part.table or owner, year)
            for _ in range(_times(part, pick))
        )
    return f"<{element.tag}>{text}</{element.tag}>"


def _holds(part: Element, owner: str, year: int) -> bool:
    if not owner:
        return True
    table = CIN.table(owner)
    named = part.column is None or table.column(part.column).holds_in(year)
    return table.holds_in(year) and named


def _times(part: Element, pick: Pick) -> int:
    if part.tag in _ALWAYS:
        return 1
    most = 2 if part.repeats else 1
    return pick(tuple(dict.fromkeys((1, int(part.required), most))))


def values_of(collection: str, column: Column) -> Sequence[str]:
    """What may stand in a column and is not empty."""
    if column.code_list is not None:
        return codes(collection, column.code_list, None)[:4]
    return _VALUES[column.kind]


def cin_tables(pick: Pick) -> dict[str, tuple[list[str], Rows]]:
    """A CIN census as tables: headings and rows by name."""
    year = pick(YEARS[::-1])
    tables = {}
    for table in CIN.tables_in(year):
        fewest = 1 if table.name in ("Header", "ChildIdentifiers") else 0
        most = 1 if table.name == "Header" else 3
        count = pick(tuple(dict.fromkeys((fewest or 1, fewest, most))))
        headings = [column.name for column in table.columns_in(year)]
        rows = [_row(CIN, table, headings, pick, Year=str(year)) for _ in range(count)]
        tables[table.name] = (headings, rows)
    return tables


def kpi_tables(pick: Pick) -> dict[str, tuple[list[str], Rows]]:
    """A KPI return of one report: headings and rows by table."""
    report = pick(("made-up-2025-01", "board of 7 May"))
    tables = {}
    for table in KPI.tables:
        headings = [column.name for column in table.columns]
        count = pick((1, 3, 2))
        rows = [
            _row(KPI, table, headings, pick, report_id=report) for _ in range(count)
        ]
        tables[table.name] = (headings, rows)
    return tables


def _row(
    layout: Layout, table: Table, headings: Sequence[str], pick: Pick, **fixed: str
) -> dict[str, str]:
    """A row, not all of it empty."""
    row = {}
    for place, name in enumerate(headings):
        options = values_of(layout.collection, table.column(name))
        may_be_empty = place > 0 and name not in ("la_code", "LEA", "Year")
        row[name] = pick((*options, "")) if may_be_empty else pick(options)
    return row | {k: v for k, v in {**_FIXED, **fixed}.items() if k in row}


def csv_file(headings: Sequence[str], rows: Rows, pick: Pick) -> bytes:
    """A table as CSV, in one of the ways that programs write it."""
    memory = io.StringIO()
    writer = csv.DictWriter(
        memory,
        fieldnames=headings,
        quoting=pick((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        lineterminator=pick(("\r\n", "\n")),
    )
    writer.writeheader()
    writer.writerows(rows)
    mark = pick(("", "\ufeff"))
    return f"{mark}{memory.getvalue()}".encode()


def kpi_workbook(tables: Mapping[str, tuple[list[str], Rows]], pick: Pick) -> bytes:
    """Tables as the sheets of a workbook, numbers as numbers or as text."""
    memory = io.BytesIO()
    as_numbers = pick((True, False))
    options = {
        "in_memory": True,
        "strings_to_numbers": as_numbers,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(memory, options) as book:
        for name, (headings, rows) in tables.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, headings)
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, [row[heading] for heading in headings])
    return memory.getvalue()
