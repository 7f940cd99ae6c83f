"""Reads the sheets of an XLSX workbook as text, the way a person sees the cells."""

import zipfile
import zlib
from calendar import month_abbr
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from returncheck.errors import InputError
from returncheck.files.archive_limits import check_archive
from returncheck.files.childless import told
from returncheck.files.limits import Deadline, beyond, limits
from returncheck.files.number_formats import Precision, precision, shown_number

if TYPE_CHECKING:
    from returncheck.files.workbook_rows import Cell, Row, SheetOfRows

# What the library that reads XLSX raises for an archive that is no workbook.
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
)
ROWS_SEARCHED: Final = 50
"""Number of rows with a value, from the first on, that may be the headings."""

Likeness = Callable[[tuple[str, ...], str], float]
"""How much cells of a row look like headings, from them and the name of the tab; 0 for
none at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet with headings.

    Attributes:
        title: Name on its tab.
        headings: Cells of the row of headings, blanks around them removed.
        rows: Position below the headings and the cells as text, as many as headings;
            blank rows are counted but left out.
        stray_rows: Positions of rows with a value to the right of the headings.
        is_hidden: Whether its tab is hidden.
        hidden_rows: Numbers on the sheet of the rows that are hidden.
    """

    title: str
    headings: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    stray_rows: tuple[int, ...]
    is_hidden: bool = False
    hidden_rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHeadings:
    """What tells one sheet from another.

    Attributes:
        title: Name on its tab.
        headings: Cells of the first row that has any, blanks around them removed.
    """

    title: str
    headings: tuple[str, ...]


def read_sheet_headings(path: Path) -> list[SheetHeadings]:
    """The headings of every sheet that has any, without the rows below.

    Args:
        path: A ZIP archive.

    Raises:
        InputError: The archive is no workbook, is protected by a password or holds
            more than the limits let in. What a sheet has beyond the limits of a table
            is left out here.
    """
    deadline = Deadline(str(path))
    try:
        check_archive(path, deadline)
        return list(_headings(path, deadline))
    except _UNREADABLE as error:
        raise _unreadable(path) from error


def _headings(path: Path, deadline: Deadline) -> Iterator[SheetHeadings]:
    from returncheck.files.workbook_rows import opened_workbook

    with opened_workbook(path) as sheets:
        for sheet in sheets:
            for row in _rows(sheet, deadline):
                texts = _texts(row)
                if any(texts):
                    headings = tuple(text.strip() for text in texts)
                    yield SheetHeadings(title=sheet.title, headings=headings)
                    break


def _unreadable(path: Path) -> InputError:
    return InputError(
        f"{path} is an archive that cannot be read as an XLSX workbook. "
        "Save it again as .xlsx, or give the files inside it."
    )


def read_sheets(path: Path, likeness: Likeness | None = None) -> list[Sheet]:
    """Every sheet of a workbook that has headings, in the order of the tabs.

    Cells become what they show. Dates become `YYYY-MM-DD`, of which the format of the
    cell shows month and year alone `Oct 2015`, and day and month alone `15-Oct`. Of
    numbers the decimals are those of the format, else up to 15 significant digits; a
    percentage keeps its percent sign, so that 0.215 shown as 21.5% is not taken for
    0.215. A formula whose saved result is an empty text is an empty cell.

    Args:
        path: A ZIP archive.
        likeness: Tells which row has the headings: of the first 50 with a value the
            first one of those most like them. Sheets without any are passed over,
            whatever is in them. None: the first row with a value, of all sheets.

    Returns:
        The sheets, cells as text, empty cells as empty text.

    Raises:
        InputError: The archive is no workbook, is protected by a password, holds more
            than the limits let in, or a formula has no saved result.
    """
    deadline = Deadline(str(path))
    try:
        check_archive(path, deadline)
        return _sheets(path, deadline, likeness)
    except _UNREADABLE as error:
        raise _unreadable(path) from error


def _sheets(path: Path, deadline: Deadline, likeness: Likeness | None) -> list[Sheet]:
    from returncheck.files.workbook_rows import opened_workbook

    found: list[Sheet] = []
    beyond_limits: list[InputError] = []
    cells = 0
    with opened_workbook(path) as sheets:
        for sheet in sheets:
            where = f"{path}, sheet {told(sheet.title)}"
            try:
                number = _heading_row(sheet, where, deadline, likeness)
            except InputError as error:
                deadline.check()
                beyond_limits.append(error)
                continue
            if number is not None:
                read, cells = _read_sheet(sheet, where, deadline, number, cells)
                found.append(read)
    if beyond_limits and (likeness is None or not found):
        raise beyond_limits[0]
    return found


def _heading_row(
    sheet: "SheetOfRows", where: str, deadline: Deadline, likeness: Likeness | None
) -> int | None:
    """The number of the row with the headings; None for a sheet without any."""
    best: tuple[float, int] | None = None
    searched = 0
    for row in _rows(sheet, deadline):
        texts = _texts(row)
        if not any(texts) and not row.is_too_wide:
            continue
        _check(where, row, texts, len(texts))
        if likeness is None:
            return row.number
        like = likeness(tuple(text.strip() for text in texts), sheet.title)
        if like and (best is None or like > best[0]):
            best = (like, row.number)
        searched += 1
        if searched == ROWS_SEARCHED:
            break
    return None if best is None else best[1]


def _read_sheet(
    sheet: "SheetOfRows", where: str, deadline: Deadline, first: int, cells: int
) -> tuple[Sheet, int]:
    """A sheet from its headings on, and how many cells are read so far."""
    headings: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    stray: list[int] = []
    hidden: list[int] = []
    count = 0
    for row in _rows(sheet, deadline):
        if row.number < first:
            continue
        _require_results(where, row)
        texts = _texts(row)
        if not any(texts) and not row.is_too_wide:
            continue
        cells += len(texts)
        count += 1
        _check(where, row, texts, cells)
        if count > limits().rows:
            raise beyond(where, "has too many rows", "rows", "rows of a table")
        if row.is_hidden:
            hidden.append(row.number)
        if row.number == first:
            headings = _without_blank_end([text.strip() for text in texts])
            continue
        width, place = len(headings), row.number - first
        if any(text.strip() for text in texts[width:]):
            stray.append(place)
        if any(texts[:width]):
            rows.append((place, texts[:width] + [""] * (width - len(texts))))
    read = Sheet(
        title=sheet.title,
        headings=tuple(headings),
        rows=rows,
        stray_rows=tuple(stray),
        is_hidden=sheet.is_hidden,
        hidden_rows=tuple(hidden),
    )
    return read, cells


def _without_blank_end(headings: list[str]) -> list[str]:
    while headings and not headings[-1]:
        headings.pop()
    return headings


def _rows(sheet: "SheetOfRows", deadline: Deadline) -> Iterator["Row"]:
    for row in sheet.parsed_rows(limits().columns):
        deadline.check()
        yield row


def _check(where: str, row: "Row", texts: list[str], cells: int) -> None:
    bounds = limits()
    if row.is_too_wide:
        raise beyond(where, "has too many columns", "columns", "columns")
    if cells > bounds.workbook_cells:
        raise beyond(where, "has too many cells", "workbook_cells", "cells in all")
    if max(map(len, texts), default=0) > bounds.text_length:
        what = "has a cell that is too long"
        raise beyond(where, what, "text_length", "characters")


def _require_results(where: str, row: "Row") -> None:
    """Refuse formulas whose results the program that saved the file left out."""
    from returncheck.files.workbook_rows import lacks_result

    for cell in row.cells:
        if cell is not None and lacks_result(cell):
            raise InputError(
                f"{where}, has a formula without a saved result in {cell.coordinate}. "
                "Open the workbook in a spreadsheet program and save it."
            )


def _texts(row: "Row") -> list[str]:
    return ["" if cell is None else _text(cell) for cell in row.cells]


def _text(cell: "Cell") -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return shown_number(value, cell.number_format or "General")
        case datetime():
            return _moment(value, cell.number_format or "General")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _moment(moment: datetime, number_format: str) -> str:
    if moment.time() != time.min:
        return moment.isoformat()
    match precision(number_format):
        case Precision.DAY:
            return moment.date().isoformat()
        case Precision.MONTH:
            return f"{month_abbr[moment.month]} {moment.year:04d}"
        case Precision.DAY_WITHOUT_YEAR:
            return f"{moment.day}-{month_abbr[moment.month]}"
