"""Writes tables as Parquet, CSV or one workbook.

Text stays text in each of them, whatever it begins with. A figure that is withheld has
its symbol in its place, but for Parquet, where a column holds numbers or text and the
symbols stand in a column beside it.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import polars as pl
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from returncheck.files.formulas import guarded

SYMBOL = "_symbol"
MOST_ROWS = 1_048_575
"""Most records that a sheet holds below its heading."""
_HEAD_FONT = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="1F3A5F")
_DATE_FORMAT = "dd/mm/yyyy"
_NARROW, _WIDE, _LETTERS_AT_MOST = 10, 18, 60
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32_000
_STARTS_AS_NO_TEXT = ("=", "#")

Value = str | int | float | bool | date | None


def write_parquet(tables: Mapping[str, pl.DataFrame], folder: Path) -> list[Path]:
    """Write a file for each table, with symbols in columns of their own."""
    return [
        _parquet(frame, folder / f"{name}.parquet") for name, frame in tables.items()
    ]


def _parquet(frame: pl.DataFrame, path: Path) -> Path:
    frame.write_parquet(path)
    return path


def write_csv(tables: Mapping[str, pl.DataFrame], folder: Path) -> list[Path]:
    """Write a file for each table; UTF-8 with a byte order mark, as Excel reads it."""
    paths = []
    for name, frame in tables.items():
        path = folder / f"{name}.csv"
        merged = _with_symbols(frame)
        merged.with_columns(
            guarded(pl.col(column)).alias(column)
            for column, kind in frame.schema.items()
            if kind == pl.String and column in merged.columns
        ).write_csv(path, include_bom=True, line_terminator="\r\n")
        paths.append(path)
    return paths


def _with_symbols(frame: pl.DataFrame) -> pl.DataFrame:
    """Symbols in the place of the figures, and no columns of symbols."""
    symbols = _symbol_columns(frame)
    return frame.with_columns(
        pl.coalesce(pl.col(symbol), pl.col(name).cast(pl.String)).alias(name)
        for name, symbol in symbols.items()
    ).drop(symbols.values())


def _symbol_columns(frame: pl.DataFrame) -> dict[str, str]:
    return {
        name: f"{name}{SYMBOL}"
        for name in frame.columns
        if f"{name}{SYMBOL}" in frame.columns
    }


def write_xlsx(tables: Mapping[str, pl.DataFrame], path: Path) -> Path:
    """Write one workbook with a sheet for each table."""
    book = Workbook(write_only=True)
    for name, frame in tables.items():
        _write_sheet(book, name, frame)
    book.save(path)
    return path


def _write_sheet(book: Workbook, title: str, frame: pl.DataFrame) -> None:
    sheet = book.create_sheet(title)
    symbols = _symbol_columns(frame)
    columns = [name for name in frame.columns if name not in symbols.values()]
    shown = frame.head(MOST_ROWS)
    for number, name in enumerate(columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _width(frame, name)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{1 + shown.height}"
    sheet.append([_heading(sheet, name) for name in columns])
    lists = []
    for name in columns:
        values = shown[name].to_list()
        if name in symbols:
            marks = shown[symbols[name]].to_list()
            values = [v if m is None else m for v, m in zip(values, marks, strict=True)]
        lists.append(values)
    for row in zip(*lists, strict=True):
        sheet.append([_written(sheet, value) for value in row])


def _width(frame: pl.DataFrame, name: str) -> int:
    longest = len(name) + 2
    if frame.schema[name] == pl.String:
        most = frame[name].str.len_chars().max()
        longest = max(longest, most if isinstance(most, int) else 0)
        return min(max(longest, _WIDE), _LETTERS_AT_MOST)
    return max(longest, _NARROW)


def _heading(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
    cell.alignment = Alignment(vertical="top")
    return cell


def _written(sheet: WriteOnlyWorksheet, value: Value) -> Value | Cell:
    """A cell where the plain value would come out as something else."""
    if isinstance(value, str):
        text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", value)[:_LONGEST]
        if not text.startswith(_STARTS_AS_NO_TEXT):
            return text
        cell: Cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"
        return cell
    if isinstance(value, date):
        day = datetime(value.year, value.month, value.day)
        cell = WriteOnlyCell(sheet, value=day)
        cell.number_format = _DATE_FORMAT
        return cell
    return value
