"""Reads CSV files as they are: UTF-8, commas, one heading line, no guessing of types.

Which table a file is stands in `headings`.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from returncheck.errors import InputError
from returncheck.files.limits import beyond, limits

if TYPE_CHECKING:
    import _csv

BATCH_ROWS: Final = 50_000
"""About how many rows are read at a time, of all tables of a return."""

_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_LINES_SHOWN: Final = 5
# How many characters a batch may hold, and a line that no table of a return has.
_BATCH_CHARACTERS: Final = 50_000_000
_LONGEST_LINE: Final = 4_000_000
_PIECE: Final = 1_000
_MOST_OF_A_CELL: Final = 2**31 - 1
# What the library says of a cell that is longer than it was told to take.
_TOO_LONG: Final = "field larger than field limit"


def read_headings(path: Path) -> tuple[str, ...]:
    """The headings of a CSV file, without surrounding blanks.

    Bytes that are no UTF-8 are replaced here, so that the file can be recognised;
    `check_rows` is what refuses them.

    Args:
        path: A file that is not empty.

    Returns:
        The cells of the first line that has any; empty when there is none.

    Raises:
        InputError: The file is UTF-16, or its first line is no CSV.
    """
    with path.open("rb") as handle:
        if handle.read(2) in _UTF16_MARKS:
            raise _not_utf8(path, 1)
    reader = _rows(path, errors="replace")
    try:
        first = next((row for row in reader if any(row)), [])
    except csv.Error as error:
        raise _not_csv(path, 1, error) from error
    if len(first) > limits().columns:
        raise beyond(str(path), f"has {len(first):,} columns", "columns", "columns")
    return tuple(cell.strip() for cell in first)


def first_rows(path: Path, most: int) -> list[tuple[str, ...]]:
    """The first rows of a CSV file that have a value, without surrounding blanks.

    Args:
        path: A file whose headings `read_headings` has read.
        most: Number of rows.

    Returns:
        As many as can be read as CSV, with bytes that are no UTF-8 replaced.
    """
    found: list[tuple[str, ...]] = []
    try:
        for row in _rows(path, errors="replace"):
            if any(row):
                found.append(tuple(cell.strip() for cell in row))
            if len(found) == most:
                break
    except csv.Error:
        return found
    return found


def check_rows(path: Path, width: int, above: int = 0) -> int:
    """Read a CSV file to its end and refuse it if a row cannot be read.

    Args:
        path: The file.
        width: Number of headings, which every row has to have.
        above: Number of rows with a value that stand above the headings.

    Returns:
        Number of rows below the headings that have a value.

    Raises:
        InputError: Bytes that are no UTF-8, quotes that do not close, rows with
            more or fewer cells than headings, or more than the limits let in.
    """
    reader = _reader(_lines(path))
    most = limits().rows
    ragged: list[int] = []
    surplus, cells, count = 0, 0, 0
    try:
        _skip_headings(reader, above)
        for row in reader:
            if len(row) != width and row:
                if len(ragged) < _LINES_SHOWN:
                    ragged.append(reader.line_num)
                else:
                    surplus += 1
                cells = cells or len(row)
            count += any(row)
            if count > most:
                raise beyond(str(path), "has too many rows", "rows", "rows of a table")
    except csv.Error as error:
        raise _not_csv(path, reader.line_num, error) from error
    except UnicodeDecodeError as error:
        raise _not_utf8(path, _undecodable_line(path)) from error
    if ragged:
        raise _ragged(path, ragged, surplus, cells, width)
    return count


def read_frames(
    path: Path, headings: tuple[str, ...], columns: tuple[str, ...], above: int = 0
) -> Iterator[pl.DataFrame]:
    """The rows of a CSV file that `check_rows` accepted, a batch at a time.

    Args:
        path: The file.
        headings: Its headings, each once, in file order.
        columns: The columns wanted, in order; those without a heading become null.
        above: Number of rows with a value that stand above the headings.

    Yields:
        Frames with `row_number` (position below the headings, blank rows counted but
        left out) and the columns as text, empty cells null.
    """
    lines = _Counted(_lines(path))
    reader = _reader(lines)
    _skip_headings(reader, above)
    start = 1
    while chunk := _batch(reader, lines):
        kept = [(number, row) for number, row in enumerate(chunk, start) if any(row)]
        start += len(chunk)
        if kept:
            yield frame_of_rows(kept, headings, columns)


def line_of_row(path: Path, row_number: int) -> int:
    """The line of a CSV file that a row begins on, for messages.

    Args:
        path: A file that `check_rows` accepted.
        row_number: Position below the headings, blank rows counted.
    """
    reader = _reader(_lines(path))
    _skip_headings(reader)
    for _ in range(row_number - 1):
        next(reader, None)
    return reader.line_num + 1


def frame_of_rows(
    rows: list[tuple[int, list[str]]],
    headings: tuple[str, ...],
    columns: tuple[str, ...],
) -> pl.DataFrame:
    """Rows of text as a frame.

    Args:
        rows: Row number and cells, one cell per heading.
        headings: The headings.
        columns: The columns wanted, in order; those without a heading become null.

    Returns:
        `row_number` (Int64) and the columns (String), empty cells null.
    """
    numbers = pl.Series("row_number", [number for number, _ in rows], dtype=pl.Int64)
    cells = list(zip(*(row for _, row in rows), strict=True))
    by_heading = dict(zip(headings, cells, strict=True)) if rows else {}
    empty = [None] * len(rows)
    frame = pl.DataFrame(
        [
            numbers,
            *(
                pl.Series(name, by_heading.get(name, empty), dtype=pl.String)
                for name in columns
            ),
        ]
    )
    return frame.with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in columns
    )


class _Counted:
    """Lines, and how many characters of them have been read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.characters = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.characters += len(line)
            yield line


def _batch(reader: Iterator[list[str]], lines: _Counted) -> list[list[str]]:
    """The next rows: as many as a batch has, fewer where they are long."""
    end = lines.characters + _BATCH_CHARACTERS
    rows: list[list[str]] = []
    while len(rows) < BATCH_ROWS and lines.characters < end:
        wanted = min(_PIECE, BATCH_ROWS - len(rows))
        piece = list(islice(reader, wanted))
        rows += piece
        if len(piece) < wanted:
            break
    return rows


def _lines(path: Path, errors: str = "strict") -> Iterator[str]:
    with path.open(encoding="utf-8-sig", errors=errors, newline="") as handle:
        number = 0
        # Never the whole of a line of any length.
        while line := handle.readline(_LONGEST_LINE):
            number += 1
            if len(line) == _LONGEST_LINE:
                raise InputError(
                    f"{path} has a line of more than {_LONGEST_LINE:,} characters, "
                    f"line {number}, which no table has. Export the file again."
                )
            yield line


def _reader(lines: Iterable[str]) -> "_csv._reader":
    # The library keeps this for all its readers: each sets what its own run asks for.
    csv.field_size_limit(min(limits().text_length, _MOST_OF_A_CELL))
    return csv.reader(lines, strict=True)


def _rows(path: Path, errors: str) -> Iterator[list[str]]:
    yield from _reader(_lines(path, errors))


def _skip_headings(reader: Iterator[list[str]], above: int = 0) -> None:
    full = (row for row in reader if any(row))
    for _ in range(above + 1):
        next(full, None)


def _undecodable_line(path: Path) -> int:
    with path.open("rb") as handle:
        for number, line in enumerate(handle, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 1


def _not_utf8(path: Path, line: int) -> InputError:
    return InputError(
        f"{path} is not UTF-8 text at line {line}. "
        "Save it again as 'CSV UTF-8 (comma delimited)'."
    )


def _not_csv(path: Path, line: int, error: csv.Error) -> InputError:
    if str(error).startswith(_TOO_LONG):
        where = f"{path}, near line {line},"
        what = "has a cell that is too long (or a quotation mark that does not close)"
        return beyond(where, what, "text_length", "characters")
    return InputError(
        f"{path} cannot be read as CSV near line {line}: {error}. "
        "Check the quotation marks there and save the file again."
    )


def _ragged(
    path: Path, lines: list[int], surplus: int, cells: int, width: int
) -> InputError:
    listed = ", ".join(str(line) for line in lines)
    more = f" and {surplus} more" if surplus else ""
    noun = "line" if len(lines) == 1 else "lines"
    return InputError(
        f"{path} has rows of another length than its {width} headings: {noun} "
        f"{listed}{more} (the first has {cells} cells). "
        "Give every row as many cells as there are headings."
    )
