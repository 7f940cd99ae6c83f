"""Writes workbooks: the one place that knows how a sheet is made.

Text stays text, whatever it begins with; days are days, so that they sort and filter;
headings stay in sight. What is in the sheets is the caller's.
"""

import re
from collections.abc import Collection, Iterable, Sequence
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

MOST_LINKS = 65_000
"""Most links of a sheet; a spreadsheet follows 65,530 and refuses the file of more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A cell of a workbook that a link leads to.

    Attributes:
        sheet: Name of its sheet.
        row: Its row, from 1.
        column: Letters of its column.
    """

    sheet: str
    row: int
    column: str = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that is more than its value.

    Attributes:
        value: What it holds.
        link: Where a click leads; None for nowhere.
        file: Where it leads instead: a file, from the folder of the workbook.
        is_fault: Whether it is outlined as wrong.
    """

    value: Value
    link: Place | None = None
    file: str | None = None
    is_fault: bool = False


class Look(Enum):
    """How a sheet looks."""

    TABLE = auto()
    """Headings on a dark ground, with a filter."""
    RECORDS = auto()
    """A table of rows that are high, because texts are broken into lines."""
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
        wrapped: Headings of columns whose texts are broken into lines.
        hidden: Headings of columns that are there and not shown.
        typed: Headings of columns that people type into: as text, whatever it is.
        fixed: How many columns from the first stay in sight, as the headings do.
    """

    title: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Value | Cell]]
    row_count: int
    look: Look = Look.TABLE
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    wrapped: Collection[str] = ()
    hidden: Collection[str] = ()
    typed: Collection[str] = ()
    fixed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Formats:
    """The formats of a look; None for the spreadsheet's own."""

    heading: "Format"
    large: "Format"
    day: "Format"
    cell: "Format | None"
    wrapped: "Format"
    typed: "Format"
    link: "Format"
    fault: "Format"
    fault_day: "Format"


def write_workbook(
    sheets: Iterable[Sheet], path: Path, mark: str | None = None
) -> Path:
    """Write a workbook.

    Args:
        sheets: Its sheets in their order; records are asked for one after the other.
        path: The file; replaced when it is there.
        mark: A name in it by which a program knows it; None for none.

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
            formats = {look: _formats(book, look) for look in Look}
            for sheet in sheets:
                _write_sheet(book, sheet, formats[sheet.look])
                if mark is not None:
                    first = _reference(Place(sheet=sheet.title, row=1), fixed=True)
                    book.define_name(mark, f"={first}")
                    mark = None
    except FileCreateError as error:
        raise OSError(str(error)) from error
    return path


def _write_sheet(book: "Workbook", sheet: Sheet, formats: _Formats) -> None:
    page = book.add_worksheet(sheet.title)
    head = len(sheet.above)
    looks = []
    for column, (heading, width) in enumerate(
        zip(sheet.headings, sheet.widths, strict=True)
    ):
        look = formats.cell
        if heading in sheet.typed:
            look = formats.typed
        elif heading in sheet.wrapped:
            look = formats.wrapped
        looks.append(look)
        options = {"hidden": True} if heading in sheet.hidden else None
        # What is typed below the records is to be text as well.
        whole = look if heading in sheet.typed else None
        pixels = width * _PIXELS_A_LETTER
        page.set_column_pixels(column, column, pixels, whole, options)
    page.freeze_panes(head + 1, sheet.fixed)
    if sheet.look is not Look.FORM:
        last = head + sheet.row_count
        page.autofilter(head, 0, last, len(sheet.headings) - 1)
    for number, line in enumerate(sheet.above):
        page.write_string(
            number, 0, _writable(line), formats.large if not number else None
        )
    for column, heading in enumerate(sheet.headings):
        page.write_string(head, column, _writable(heading), formats.heading)
    links = MOST_LINKS
    for number, row in enumerate(sheet.rows, start=head + 1):
        links -= _write_row(page, number, row, formats, looks, links)
    for number, line in enumerate(sheet.below, start=head + 1 + sheet.row_count):
        page.write_string(number, 0, _writable(line))


def _formats(book: "Workbook", look: Look) -> _Formats:
    heading: dict[str, object] = {"bold": True, "valign": "top"}
    cell: dict[str, object] = {}
    if look is not Look.FORM:
        heading |= {"font_color": "#FFFFFF", "bg_color": "#1F3A5F"}
    if look is Look.FORM:
        cell = {"text_wrap": True, "valign": "top"}
    elif look is Look.RECORDS:
        cell = {"valign": "top"}
    # Red alone is not seen by all: the border is thick too.
    fault = {"border": 2, "border_color": "#B00020", "bg_color": "#FDECEE"}
    day = {"num_format": "dd/mm/yyyy"}
    return _Formats(
        heading=book.add_format(cell | heading),
        large=book.add_format({"bold": True, "font_size": 14}),
        day=book.add_format(cell | day),
        cell=book.add_format(cell) if cell else None,
        wrapped=book.add_format(cell | {"text_wrap": True, "valign": "top"}),
        typed=book.add_format(cell | {"num_format": "@"}),
        link=book.add_format(cell | {"font_color": "#0B57D0", "underline": 1}),
        fault=book.add_format(cell | fault),
        fault_day=book.add_format(cell | fault | day),
    )


def _write_row(
    page: "Worksheet",
    number: int,
    row: Sequence[Value | Cell],
    formats: _Formats,
    looks: Sequence["Format | None"],
    links: int,
) -> int:
    """Each value as its own kind, never by what a text looks like.

    Returns:
        How many links the row has, at most `links`.
    """
    linked = 0
    for column, each in enumerate(row):
        if not isinstance(each, Cell):
            _write_value(page, number, column, each, looks[column], formats.day)
            continue
        look, day = looks[column], formats.day
        if each.is_fault:
            look, day = formats.fault, formats.fault_day
        target = _target(each)
        if target is not None and linked < links:
            # The link stays when the cell is written once more, with its own kind.
            page.write_url(number, column, target)
            look = formats.link
            linked += 1
        _write_value(page, number, column, each.value, look, day)
        if each.value is None and each.is_fault:
            page.write_blank(number, column, None, formats.fault)
    return linked


def _target(cell: Cell) -> str | None:
    """Where a cell leads, as the library writes it."""
    if cell.link is not None:
        return f"internal:{_reference(cell.link)}"
    return None if cell.file is None else f"external:{cell.file}"


def _write_value(
    page: "Worksheet",
    number: int,
    column: int,
    value: Value,
    look: "Format | None",
    day: "Format",
) -> None:
    if isinstance(value, str):
        page.write_string(number, column, _writable(value), look)
    elif isinstance(value, bool):
        page.write_boolean(number, column, value, look)
    elif isinstance(value, int | float):
        page.write_number(number, column, value, look)
    elif isinstance(value, date):
        _write_day(page, number, column, value, look, day)


def _write_day(
    page: "Worksheet",
    number: int,
    column: int,
    value: date,
    look: "Format | None",
    format_of_days: "Format",
) -> None:
    day = date(value.year, value.month, value.day)
    if day < FIRST_DAY:
        page.write_string(number, column, day.isoformat(), look)
    else:
        moment = datetime.combine(day, time())
        page.write_datetime(number, column, moment, format_of_days)


def _reference(place: Place, *, fixed: bool = False) -> str:
    """A cell as spreadsheets write it: 'By rule'!A12."""
    sheet = place.sheet.replace("'", "''")
    sign = "$" if fixed else ""
    return f"'{sheet}'!{sign}{place.column}{sign}{place.row}"


def _writable(text: str) -> str:
    """Text as a cell can hold it."""
    if not text.isprintable():
        text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text[:_LONGEST]
