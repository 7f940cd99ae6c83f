"""Writes a return as a folder of CSV files, child by child, and numbers the rows."""

import csv
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from returncheck.synth.ssda903.shown import Tables, columns_of, tables_of


def file_name(table: str) -> str:
    """The file of a table."""
    return f"{table}.csv"


class RowCounts:
    """Numbers the rows of each table as they are written.

    Args:
        tables: The tables that are written.
    """

    def __init__(self, tables: Iterable[str]) -> None:
        self._counts = dict.fromkeys(tables, 0)

    @property
    def counts(self) -> Mapping[str, int]:
        """Rows written so far, by table."""
        return dict(self._counts)

    def has(self, table: str) -> bool:
        """Whether a table is written."""
        return table in self._counts

    def row_number(self, table: str, index: int) -> int:
        """Row number that a row of the next child will have.

        Args:
            table: The table.
            index: Its place among the child's rows of that table, from 0.

        Returns:
            From 1.
        """
        return self._counts[table] + index + 1


class FolderWriter(RowCounts):
    """Streams the tables of one return into a folder.

    Args:
        folder: A folder that exists; files of the tables are replaced.
        year: Return year; decides the tables.
    """

    def __init__(self, folder: Path, year: int) -> None:
        self._files = ExitStack()
        self._columns = {name: columns_of(name) for name in tables_of(year)}
        super().__init__(self._columns)
        self._writers = {}
        for name, columns in self._columns.items():
            path = folder / file_name(name)
            file = self._files.enter_context(
                path.open("w", encoding="utf-8", newline="")
            )
            self._writers[name] = csv.writer(file, lineterminator="\n")
            self._writers[name].writerow(columns)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._files.__exit__(kind, error, trace)

    def write(self, tables: Tables) -> None:
        """Write the rows of one child."""
        for name, columns in self._columns.items():
            rows = tables.get(name)
            if not rows:
                continue
            self._counts[name] += len(rows)
            self._writers[name].writerows(
                [cells.get(column, "") for column in columns] for cells in rows
            )
