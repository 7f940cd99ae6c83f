"""Writes workbooks: the one place that knows how a sheet is made.

Text stays text, whatever it begins with; days are days, so that they sort and filter;
headings stay in sight. What is in the sheets is the caller's.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.files.private import temporary_folder

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""Most records that a sheet holds below its heading."""
FIRST_DAY = date(1900, 3, 1)
"""First day that spreadsheets agree about; earlier ones are written as text."""

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_000
_PIXELS_A_LETTER = 7
_OPTIONS = {
    # A row leaves the memory when the next one begins.
    "constant_memory": True,
    # A number that is none shows as an error, and the rest of the sheet is written.
    "nan_inf_to_errors": True,
}

Value = str | int | float | bool | date | None
"""What a cell may hold."""


class Look(Enum):
    """How a sheet looks."""

    TABLE = auto()
    """Headings on a dark ground, with a filter."""
    FORM = auto()
    """Bold headings and wrapped text, to be filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of a workbook.

    Attributes:
        title: Its name.
        headings: Headings of its columns.
        widths: Widths of its columns, in letters.
        rows: Its records; as many values as headings, each written as its own kind.
        row_count: Number of its records.
        look: How it looks.
        above: Lines above the headings, the first one large.
        below: Lines below the records.
    """

    title: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Value]]
    row_count: int
    look: Look = Look.TABLE
    above: Sequence[str] = ()
    below: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Formats:
    """The formats of a look; None for the spreadsheet's own."""

    heading: "Format"
    large: "Format"
    day: "Format"
    cell: "Format | None"


def write_workbook(sheets: Iterable[Sheet], path: Path) -> Path:
    """Write a workbook.

    Args:
        sheets: Its sheets in their order; records are asked for one after the other.
        path: The file; replaced when it is there.

    Returns:
        The file.

    Raises:
        OSError: The file cannot be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    try:
        # Opened here: the library would ask for the file only when all is written.
        with (
            temporary_folder(path) as folder,
            path.open("wb") as file,
            # Its rows wait in files of their own, which hold what the sheets do.
            Workbook(file, {**_OPTIONS, "tmpdir": str(folder)}) as book,
        ):
            for sheet in sheets:
                _write_sheet(book, sheet)
    except FileCreateError as error:
        raise OSError(str(error)) from error
    return path


def _write_sheet(book: "Workbook", sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.title)
    formats = _formats(book, sheet.look)
    head = len(sheet.above)
    for column, width in enumerate(sheet.widths):
        page.set_column_pixels(column, column, width * _PIXELS_A_LETTER)
    page.freeze_panes(head + 1, 0)
    if sheet.look is Look.TABLE:
        last = head + sheet.row_count
        page.autofilter(head, 0, last, len(sheet.headings) - 1)
    for number, line in enumerate(sheet.above):
        page.write_string(
            number, 0, _writable(line), formats.large if not number else None
        )
    for column, heading in enumerate(sheet.headings):
        page.write_string(head, column, _writable(heading), formats.heading)
    for number, row in enumerate(sheet.rows, start=head + 1):
        _write_row(page, number, row, formats)
    for number, line in enumerate(sheet.below, start=head + 1 + sheet.row_count):
        page.write_string(number, 0, _writable(line))


def _formats(book: "Workbook", look: Look) -> _Formats:
    heading: dict[str, object] = {"bold": True, "valign": "top"}
    cell: dict[str, object] = {}
    if look is Look.TABLE:
        heading |= {"font_color": "#FFFFFF", "bg_color": "#1F3A5F"}
    else:
        cell = {"text_wrap": True, "valign": "top"}
    return _Formats(
        heading=book.add_format(cell | heading),
        large=book.add_format({"bold": True, "font_size": 14}),
        day=book.add_format(cell | {"num_format": "dd/mm/yyyy"}),
        cell=book.add_format(cell) if cell else None,
    )


def _write_row(
    page: "Worksheet", number: int, row: Sequence[Value], formats: _Formats
) -> None:
    """Each value as its own kind, never by what a text looks like."""
    for column, value in enumerate(row):
        if isinstance(value, str):
            page.write_string(number, column, _writable(value), formats.cell)
        elif isinstance(value, bool):
            page.write_boolean(number, column, value, formats.cell)
        elif isinstance(value, int | float):
            page.write_number(number, column, value, formats.cell)
        elif isinstance(value, date):
            _write_day(page, number, column, value, formats)


def _write_day(
    page: "Worksheet", number: int, column: int, value: date, formats: _Formats
) -> None:
    day = date(value.year, value.month, value.day)
    if day < FIRST_DAY:
        page.write_string(number, column, day.isoformat(), formats.cell)
    else:
        moment = datetime.combine(day, time())
        page.write_datetime(number, column, moment, formats.day)


def _writable(text: str) -> str:
    """Text as a cell can hold it."""
    if not text.isprintable():
        text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text[:_LONGEST]
