"""What a spreadsheet has done to a CSV file that cannot be undone.

A file that was opened and saved there may have lost digits, have dates in another
order, or hold texts that became dates. What is left would be read as something else, so
such a file is refused, with the first place. Single wrong values are for contracts and
rules.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import polars as pl

from returncheck.errors import InputError
from returncheck.files.csv_files import line_of_row, read_frames
from returncheck.returns.tables import Kind, Table

_DATE: Final = r"\A([0-9]{1,2})/([0-9]{1,2})/[0-9]{4}\z"
_MOST_MONTHS: Final = 12
_MONTHS: Final = "(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
_MARKS: Final = (
    (
        r"\A[0-9](\.[0-9]+)?E[+-][0-9]{2,}\z",
        "a number that a spreadsheet has shortened: digits are lost",
    ),
    (
        rf"(?i)\A(?:[0-9]{{1,2}}-{_MONTHS}|{_MONTHS}-[0-9]{{2}})(?:-[0-9]{{2,4}})?\z",
        "a text that a spreadsheet has made a date",
    ),
    (
        r"\A#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|#+)\z",
        "an error of a spreadsheet in the place of a value",
    ),
)


def check_spreadsheet_marks(
    path: Path, headings: tuple[str, ...], table: Table
) -> None:
    """Refuse a file whose values a spreadsheet has changed for good.

    Only a table with days as DD/MM/YYYY is looked at, as spreadsheets are used for it.

    Args:
        path: A CSV file whose rows can be read.
        headings: Its headings.
        table: The table that it is.

    Raises:
        InputError: Shortened numbers, texts that became dates, errors of formulas, or
            dates that have the month first throughout.
    """
    days = [
        column.name
        for column in table.columns
        if column.kind is Kind.DAY_FIRST_DATE and column.name in headings
    ]
    others = [
        column.name
        for column in table.columns
        if column.name in headings and column.name not in days
    ]
    if not any(column.kind is Kind.DAY_FIRST_DATE for column in table.columns):
        return
    month_first: tuple[int, str] | None = None
    has_day_first = False
    for frame in read_frames(path, headings, (*days, *others)):
        _check_marks(path, frame, others)
        if not has_day_first:
            first, second = _parts(frame, days)
            has_day_first = bool((_is_day(first) & _is_month(second)).any())
        if month_first is None:
            month_first = _first_month_first(frame, days)
    if month_first is not None and not has_day_first:
        row, column = month_first
        raise InputError(
            f"{path}, line {line_of_row(path, row)}, column {column}: the dates of the "
            "file have the month first. Export it again with days as DD/MM/YYYY, or "
            "set the region of the spreadsheet to the United Kingdom before saving."
        )


def child_places(
    path: Path, headings: tuple[str, ...], column: str
) -> Mapping[str, int]:
    """The children in a CSV file, and the first row of each.

    Args:
        path: A file whose rows can be read.
        headings: Its headings.
        column: The column that identifies the child.

    Returns:
        Identifier in capitals to row number, in the order of the file.
    """
    places: dict[str, int] = {}
    for frame in read_frames(path, headings, (column,)):
        first = frame.drop_nulls(column).group_by(
            pl.col(column).str.to_uppercase(), maintain_order=True
        )
        for child, row in first.agg(pl.col("row_number").first()).iter_rows():
            places.setdefault(child, row)
    return places


def lost_noughts(places: Mapping[str, int], listed: Mapping[str, int]) -> int | None:
    """The first row of a child that is listed with other leading noughts alone.

    Args:
        places: The children of a table, by identifier.
        listed: The children of the table that lists them all.

    Returns:
        The row number; None where each child is listed as it is, or not at all.
    """
    bare = {child.lstrip("0") for child in listed if child.isdigit()}
    for child, row in places.items():
        if child not in listed and child.isdigit() and child.lstrip("0") in bare:
            return row
    return None


def _check_marks(path: Path, frame: pl.DataFrame, columns: list[str]) -> None:
    for column in columns:
        for pattern, what in _MARKS:
            rows = frame.filter(pl.col(column).str.contains(pattern))["row_number"]
            if rows.len():
                raise InputError(
                    f"{path}, line {line_of_row(path, int(rows[0]))}, column {column}, "
                    f"has {what}. Export the file again, and do not save it in a "
                    "spreadsheet."
                )


def _parts(frame: pl.DataFrame, days: list[str]) -> tuple[pl.Series, pl.Series]:
    """First and second number of every date, of all columns one after the other."""
    if not days:
        empty = pl.Series(dtype=pl.Int64)
        return empty, empty
    texts = pl.concat([frame[name].alias("text") for name in days])
    numbers = [texts.str.extract(_DATE, place).cast(pl.Int64) for place in (1, 2)]
    return numbers[0], numbers[1]


def _is_day(number: pl.Series) -> pl.Series:
    """Whether a number can be a day, and no month."""
    return number > _MOST_MONTHS


def _is_month(number: pl.Series) -> pl.Series:
    return number <= _MOST_MONTHS


def _first_month_first(frame: pl.DataFrame, days: list[str]) -> tuple[int, str] | None:
    """Row and column of the first date that can only have the month first."""
    places = []
    for column in days:
        first, second = _parts(frame, [column])
        found = frame.filter(
            (_is_month(first) & _is_day(second)).fill_null(value=False)
        )
        if found.height:
            places.append((int(found["row_number"][0]), column))
    return min(places, default=None)
