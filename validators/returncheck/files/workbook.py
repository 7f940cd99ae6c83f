"""Reads the sheets of an XLSX workbook as text, the way a person sees the cells."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from returncheck.errors import InputError
from returncheck.files.archive_limits import check_archive
from returncheck.files.childless import told
from returncheck.files.limits import Deadline, beyond, limits

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

# The classes of read-only sheets and cells have no common type.
_Cells: TypeAlias = Any

# Most characters that a tab's name has.
# What openpyxl and the libraries below it raise for an archive that is no workbook.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet with headings.

    Attributes:
        title: Name on its tab.
        headings: Cells of the first row that has any, blanks around them removed.
        rows: Position below the headings and the cells as text, as many as headings;
            blank rows are counted but left out.
        stray_rows: Positions of rows with a value to the right of the headings.
    """

    title: str
    headings: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    stray_rows: tuple[int, ...]


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
        InputError: As `read_sheets`, but for the formulas.
    """
    deadline = Deadline(str(path))
    try:
        check_archive(path, deadline)
        return list(_headings(path, deadline))
    except _UNREADABLE as error:
        raise _unreadable(path) from error


def _headings(path: Path, deadline: Deadline) -> Iterator[SheetHeadings]:
    workbook = _open(path, data_only=True)
    try:
        for sheet in workbook.worksheets:
            where = f"{path}, sheet {told(sheet.title)}"
            for row in _cells(sheet, where, deadline):
                texts = [_text(cell) for cell in row]
                if any(texts):
                    _check(where, texts, len(texts))
                    headings = tuple(text.strip() for text in texts)
                    yield SheetHeadings(title=sheet.title, headings=headings)
                    break
    finally:
        workbook.close()


def _unreadable(path: Path) -> InputError:
    return InputError(
        f"{path} is an archive that cannot be read as an XLSX workbook. "
        "Save it again as .xlsx, or give the files inside it."
    )


def read_sheets(path: Path) -> list[Sheet]:
    """Every sheet of a workbook that has headings, in the order of the tabs.

    Dates become `YYYY-MM-DD`, whole numbers lose their `.0`, other numbers show up to
    15 significant digits. A cell formatted as a percentage keeps its percent sign, so
    that 0.215 shown as 21.5% is not taken for 0.215.

    Args:
        path: A ZIP archive.

    Returns:
        The sheets, cells as text, empty cells as empty text.

    Raises:
        InputError: The archive is no workbook, is protected by a password, holds more
            than the limits let in, or a formula has no saved result.
    """
    deadline = Deadline(str(path))
    try:
        check_archive(path, deadline)
        _require_results(path, deadline)
        return list(_sheets(path, deadline))
    except _UNREADABLE as error:
        raise _unreadable(path) from error


def _sheets(path: Path, deadline: Deadline) -> Iterator[Sheet]:
    workbook = _open(path, data_only=True)
    cells = 0
    try:
        for sheet in workbook.worksheets:
            where = f"{path}, sheet {told(sheet.title)}"
            numbered = []
            for number, row in enumerate(_cells(sheet, where, deadline)):
                texts = [_text(cell) for cell in row]
                if not any(texts):
                    continue
                cells += len(texts)
                _check(where, texts, cells)
                numbered.append((number, texts))
            if len(numbered) > limits().rows:
                raise beyond(where, "has too many rows", "rows", "rows of a table")
            if numbered:
                yield _sheet(sheet.title, numbered)
    finally:
        workbook.close()


def _check(where: str, texts: list[str], cells: int) -> None:
    bounds = limits()
    if cells > bounds.workbook_cells:
        raise beyond(where, "has too many cells", "workbook_cells", "cells in all")
    if max(map(len, texts)) > bounds.text_length:
        what = "has a cell that is too long"
        raise beyond(where, what, "text_length", "characters")


def _sheet(title: str, numbered: list[tuple[int, list[str]]]) -> Sheet:
    first, heading_row = numbered[0]
    headings = [cell.strip() for cell in heading_row]
    while headings and not headings[-1]:
        headings.pop()
    width = len(headings)
    numbered = [(number - first, row) for number, row in numbered[1:]]
    return Sheet(
        title=title,
        headings=tuple(headings),
        rows=[
            (number, row[:width] + [""] * (width - len(row)))
            for number, row in numbered
            if any(row[:width])
        ],
        stray_rows=tuple(number for number, row in numbered if any(row[width:])),
    )


def _require_results(path: Path, deadline: Deadline) -> None:
    """Refuse formulas whose results the program that saved the file left out."""
    formulas, values = _open(path, data_only=False), _open(path, data_only=True)
    try:
        for with_formulas, with_values in zip(
            formulas.worksheets, values.worksheets, strict=True
        ):
            where = f"{path}, sheet {told(with_formulas.title)}"
            for formula_row, value_row in zip(
                _cells(with_formulas, where, deadline),
                _cells(with_values, where, deadline),
                strict=True,
            ):
                for formula, value in zip(formula_row, value_row, strict=True):
                    if formula.value is not None and value.value is None:
                        raise InputError(
                            f"{where}, has a formula "
                            f"without a saved result in {formula.coordinate}. "
                            "Open the workbook in a spreadsheet program and save it."
                        )
    finally:
        formulas.close()
        values.close()


def _open(path: Path, *, data_only: bool) -> "Workbook":
    from openpyxl import load_workbook

    # From memory, because openpyxl judges a path by its ending.
    content = BytesIO(path.read_bytes())
    with warnings.catch_warnings():
        # What it says of styles and of parts that it passes over is of no use here.
        warnings.simplefilter("ignore", UserWarning)
        return load_workbook(content, read_only=True, data_only=data_only)


def _cells(
    sheet: _Cells, where: str, deadline: Deadline
) -> Iterator[tuple[_Cells, ...]]:
    # The size a file states for a sheet may be wrong.
    sheet.reset_dimensions()
    most = limits().columns
    for row in sheet.iter_rows():
        deadline.check()
        if len(row) > most and any(cell.value is not None for cell in row[most:]):
            raise beyond(where, "has too many columns", "columns", "columns")
        yield row[:most]


def _text(cell: _Cells) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            if "%" in (cell.number_format or ""):
                return f"{_plain(value * 100)}%"
            return _plain(value)
        case datetime():
            is_day = value.time() == time.min
            return value.date().isoformat() if is_day else value.isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _plain(number: float) -> str:
    # A whole number may have more digits than a float can hold.
    if isinstance(number, int) or number.is_integer():
        return str(int(number))
    return format(Decimal(f"{number:.15g}"), "f")
