"""Reads KPI returns: tables of figures and the comparators that belong to them.

One file may hold several reports, and a report lies in a workbook or in two CSV files.
A return is one report of one authority.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import polars as pl

from returncheck.errors import InputError
from returncheck.files.childless import told
from returncheck.files.csv_files import (
    BATCH_ROWS,
    check_rows,
    first_rows,
    frame_of_rows,
    read_frames,
)
from returncheck.files.workbook import ROWS_SEARCHED, Sheet, read_sheets
from returncheck.returns.cell_text import without_blank_rows
from returncheck.returns.contract_findings import empty_findings
from returncheck.returns.coverage import Coverage
from returncheck.returns.headings import Match, heading_problem
from returncheck.returns.index_column import named
from returncheck.returns.kpi_return.cells import plain_cells
from returncheck.returns.kpi_return.headings import (
    likeness,
    matches,
    missing_share,
    official,
)
from returncheck.returns.source import Batch, TableRead

# How much of a table's columns a sheet may lack and still be meant to be the table.
_MOST_MISSING: Final = 0.25
_ROWS_TOLD: Final = 10


class KpiReader:
    """Hands out the rows of one report that are already read."""

    def __init__(self, frames: dict[str, pl.DataFrame]) -> None:
        self._frames = frames

    def batches(self) -> Iterator[Batch]:
        """The rows of both tables; see `ReturnSource.batches`."""
        for name, frame in self._frames.items():
            for part in frame.iter_slices(BATCH_ROWS):
                yield Batch(tables={name: part})

    def observations(self, covered: frozenset[Coverage] = frozenset()) -> pl.DataFrame:
        """Nothing: a table with anything unknown in it is refused."""
        return empty_findings()


def find_kpi_headings(path: Path) -> tuple[tuple[str, ...], Match] | None:
    """The headings of a CSV file that has titles above them or has them otherwise.

    Args:
        path: The file.

    Returns:
        The row most like headings of a table, and the table; None where there is none.
    """
    rows = [(likeness(row, path.stem), row) for row in first_rows(path, ROWS_SEARCHED)]
    like, headings = max(rows, key=lambda each: each[0], default=(0, ()))
    found = matches(headings, path.stem) if like else ()
    return (headings, found[0]) if found else None


def read_kpi_csv(
    path: Path, source_name: str, headings: tuple[str, ...], match: Match
) -> TableRead:
    """One CSV file of figures or comparators.

    Args:
        path: The file.
        source_name: Its name in results.
        headings: Its headings, as they are written.
        match: The table that the headings tell it to be.

    Returns:
        Its rows, without a column that has no heading and only numbers them.

    Raises:
        InputError: Columns are missing, repeated or unknown, rows are ragged, bytes
            are no UTF-8, or there are no rows of figures.
    """
    above = first_rows(path, ROWS_SEARCHED).index(headings)
    if any("\N{REPLACEMENT CHARACTER}" in heading for heading in headings):
        check_rows(path, len(headings), above)
    known = official(headings, match.table)
    problem = heading_problem(str(path), named(known), match, None)
    if problem is not None:
        raise InputError(problem.replace("Line 1 lists", f"Line {above + 1} lists"))
    check_rows(path, len(headings), above)
    # Columns without a heading have names of their own, to see whether they are blank.
    beside = [f"(column {place})" for place, name in enumerate(known) if not name]
    spare = iter(beside)
    names = tuple(name or next(spare) for name in known)
    columns = tuple(column.name for column in match.table.columns)
    empty = frame_of_rows([], names, (*columns, *beside))
    frame = pl.concat([empty, *read_frames(path, names, (*columns, *beside), above)])
    filled = [name for name in beside if (_bare(frame[name]) != "").any()]
    _require_index(str(path), frame, filled, stands_first=not known[0])
    frame = plain_cells(match.table.name, without_blank_rows(frame.drop(beside)))
    _require_figures(str(path), match.table.name, frame)
    return TableRead(
        path=path,
        where=str(path),
        source_name=source_name,
        table=match.table.name,
        frame=frame,
        has_index=bool(filled) or not known[0],
    )


def _bare(cells: pl.Series) -> pl.Series:
    return cells.str.strip_chars().fill_null("")


def _require_index(
    where: str, frame: pl.DataFrame, filled: list[str], *, stands_first: bool
) -> None:
    """See to it that values without a heading number the rows, and nothing else."""
    if not filled:
        return
    numbers = _bare(frame[filled[0]])
    is_whole = stands_first or bool((numbers != "").all())
    is_digits = bool(numbers.str.contains(r"\A[0-9]*\z").all())
    if len(filled) == 1 and is_whole and is_digits:
        return
    cells = pl.col(filled).str.strip_chars().fill_null("")
    row = frame.filter(pl.any_horizontal(cells != ""))["row_number"]
    raise InputError(
        f"{where} has values in a column without a heading, which are not "
        f"numbers of its rows, the first in row {row[0]} below the headings. "
        "Give the column a heading or take it out."
    )


def read_kpi_workbook(path: Path, source_name: str) -> list[TableRead]:
    """The sheets of a workbook that are figures or comparators, by their headings.

    Args:
        path: The workbook.
        source_name: Its name in results.

    Returns:
        The tables in the order of the tabs; other sheets are passed over, also those
        that have some of the headings only.

    Raises:
        InputError: It is no workbook, has no sheet of figures, or a sheet that is one
            of its tables has missing, repeated or unknown columns or no rows of
            figures.
    """
    tables: list[TableRead] = []
    notes: list[str] = []
    problems: dict[str, str] = {}
    for sheet in read_sheets(path, likeness):
        (match,) = matches(sheet.headings, sheet.title)
        where = f"{path}, sheet {told(sheet.title)}"
        headings = official(sheet.headings, match.table)
        problem = heading_problem(where, headings, match, None)
        if problem is None:
            tables.append(_read_sheet(path, source_name, sheet, match))
        elif _is_meant(sheet, headings, match):
            raise InputError(problem)
        else:
            problems.setdefault(match.table.name, problem)
            notes.append(
                f"{where} has some headings of the table {match.table.name} but not "
                "all, and is passed over."
            )
    if not any(table.table == "Figures" for table in tables):
        raise InputError(
            problems.get("Figures")
            or f"{path} has no sheet with the headings of the KPI return's figures. "
            "Start from `returncheck template kpi-return`."
        )
    tables[0] = replace(tables[0], notes=(*notes, *tables[0].notes))
    return tables


def _is_meant(sheet: Sheet, headings: Sequence[str], match: Match) -> bool:
    """Whether a sheet is a table of the return, and not another one like it."""
    is_named = sheet.title.strip().casefold() == match.table.name.casefold()
    return is_named or missing_share(headings, match.table) <= _MOST_MISSING


def _read_sheet(path: Path, source_name: str, sheet: Sheet, match: Match) -> TableRead:
    where = f"{path}, sheet {told(sheet.title)}"
    if sheet.stray_rows:
        raise InputError(
            f"{where} has a value beside its columns, in row {sheet.stray_rows[0]} "
            "below the headings. Give the column a heading or empty the cell."
        )
    columns = tuple(column.name for column in match.table.columns)
    headings = official(sheet.headings, match.table)
    frame = frame_of_rows(sheet.rows, headings, columns)
    frame = plain_cells(match.table.name, without_blank_rows(frame))
    _require_figures(where, match.table.name, frame)
    return TableRead(
        path=path,
        where=where,
        source_name=source_name,
        table=match.table.name,
        frame=frame,
        notes=tuple(_hidden(where, sheet)),
    )


def _hidden(where: str, sheet: Sheet) -> Iterator[str]:
    """What is said of what nobody sees on a sheet, and is read all the same."""
    if sheet.is_hidden:
        yield f"{where} is hidden; it is read all the same."
    if sheet.hidden_rows:
        shown = ", ".join(str(row) for row in sheet.hidden_rows[:_ROWS_TOLD])
        more = len(sheet.hidden_rows) - _ROWS_TOLD
        rest = f" and {more} more" if more > 0 else ""
        noun = "row" if len(sheet.hidden_rows) == 1 else "rows"
        verb = "is" if len(sheet.hidden_rows) == 1 else "are"
        yield (
            f"{where} has hidden {noun} ({shown}{rest}), which {verb} read all the "
            "same."
        )


def _require_figures(where: str, table: str, frame: pl.DataFrame) -> None:
    if table == "Figures" and frame.is_empty():
        raise InputError(
            f"{where} has no figures: there is no row below its headings. "
            "Enter one row for each figure of the report."
        )
