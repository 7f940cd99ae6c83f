"""Reads KPI returns: tables of figures and the comparators that belong to them.

One file may hold several reports, and a report lies in a workbook or in two CSV files.
A return is one report of one authority.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from returncheck.errors import InputError
from returncheck.files.childless import told
from returncheck.files.csv_files import (
    BATCH_ROWS,
    check_rows,
    frame_of_rows,
    read_frames,
)
from returncheck.files.workbook import Sheet, read_sheets
from returncheck.returns.contract_findings import empty_findings
from returncheck.returns.coverage import Coverage
from returncheck.returns.headings import Match, heading_problem, match_tables
from returncheck.returns.index_column import check_index, named
from returncheck.returns.kpi_return.cells import plain_cells
from returncheck.returns.kpi_return.layout import LAYOUT
from returncheck.returns.source import Batch, TableRead


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


def read_kpi_csv(
    path: Path, source_name: str, headings: tuple[str, ...], match: Match
) -> TableRead:
    """One CSV file of figures or comparators.

    Args:
        path: The file.
        source_name: Its name in results.
        headings: Its headings.
        match: The table that the headings tell it to be.

    Returns:
        Its rows, without a column that has no heading and only numbers them.

    Raises:
        InputError: Columns are missing, repeated or unknown, rows are ragged, bytes
            are no UTF-8, or there are no rows of figures.
    """
    if any("\N{REPLACEMENT CHARACTER}" in heading for heading in headings):
        check_rows(path, len(headings))
    problem = heading_problem(str(path), named(headings), match, None)
    if problem is not None:
        raise InputError(problem)
    check_rows(path, len(headings))
    check_index(path, headings)
    columns = tuple(column.name for column in match.table.columns)
    empty = frame_of_rows([], headings, columns)
    frame = pl.concat([empty, *read_frames(path, headings, columns)])
    frame = plain_cells(match.table.name, frame)
    _require_figures(str(path), match.table.name, frame)
    return TableRead(
        path=path,
        where=str(path),
        source_name=source_name,
        table=match.table.name,
        frame=frame,
        has_index=not all(headings),
    )


def read_kpi_workbook(path: Path, source_name: str) -> list[TableRead]:
    """The sheets of a workbook that are figures or comparators, by their headings.

    Args:
        path: The workbook.
        source_name: Its name in results.

    Returns:
        The tables in the order of the tabs; other sheets are passed over.

    Raises:
        InputError: It is no workbook, has no sheet of figures, or a sheet of it has
            missing, repeated or unknown columns or no rows of figures.
    """
    tables: list[TableRead] = []
    for sheet in read_sheets(path):
        tables += [
            _read_sheet(path, source_name, sheet, match)
            for match in match_tables(sheet.headings, sheet.title, (LAYOUT,))
        ]
    if not any(table.table == "Figures" for table in tables):
        raise InputError(
            f"{path} has no sheet with the headings of the KPI return's figures. "
            "Start from `returncheck template kpi-return`."
        )
    return tables


def _read_sheet(path: Path, source_name: str, sheet: Sheet, match: Match) -> TableRead:
    where = f"{path}, sheet {told(sheet.title)}"
    problem = heading_problem(where, sheet.headings, match, None)
    if problem is not None:
        raise InputError(problem)
    if sheet.stray_rows:
        raise InputError(
            f"{where} has a value beside its columns, in row {sheet.stray_rows[0]} "
            "below the headings. Give the column a heading or empty the cell."
        )
    columns = tuple(column.name for column in match.table.columns)
    frame = frame_of_rows(sheet.rows, sheet.headings, columns)
    frame = plain_cells(match.table.name, frame)
    _require_figures(where, match.table.name, frame)
    return TableRead(
        path=path,
        where=where,
        source_name=source_name,
        table=match.table.name,
        frame=frame,
    )


def _require_figures(where: str, table: str, frame: pl.DataFrame) -> None:
    if table == "Figures" and frame.is_empty():
        raise InputError(
            f"{where} has no figures: there is no row below its headings. "
            "Enter one row for each figure of the report."
        )
