"""Writes tables as Parquet, CSV or one workbook.

Text stays text in each of them, whatever it begins with. A figure that is withheld has
its symbol in its place, but for Parquet, where a column holds numbers or text and the
symbols stand in a column beside it.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from returncheck.files.formulas import guarded
from returncheck.files.sheets import MOST_ROWS, Sheet, write_workbook

SYMBOL = "_symbol"
_NARROW, _WIDE, _LETTERS_AT_MOST = 10, 18, 60


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
    return write_workbook((_sheet(name, frame) for name, frame in tables.items()), path)


def _sheet(title: str, frame: pl.DataFrame) -> Sheet:
    symbols = _symbol_columns(frame)
    columns = [name for name in frame.columns if name not in symbols.values()]
    shown = frame.head(MOST_ROWS)
    lists = []
    for name in columns:
        values = shown[name].to_list()
        if name in symbols:
            marks = shown[symbols[name]].to_list()
            values = [v if m is None else m for v, m in zip(values, marks, strict=True)]
        lists.append(values)
    return Sheet(
        title=title,
        headings=columns,
        widths=[_width(frame, name) for name in columns],
        rows=zip(*lists, strict=True),
        row_count=shown.height,
    )


def _width(frame: pl.DataFrame, name: str) -> int:
    longest = len(name) + 2
    if frame.schema[name] == pl.String:
        most = frame[name].str.len_chars().max()
        longest = max(longest, most if isinstance(most, int) else 0)
        return min(max(longest, _WIDE), _LETTERS_AT_MOST)
    return max(longest, _NARROW)
