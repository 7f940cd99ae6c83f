"""Writes many small returns to a warehouse at once.

Through `load_tables` each takes a transaction of its own and a run of its contract, of
which the rules read nothing. A test holds the two ways of loading to each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

import duckdb
import polars as pl

from returncheck import warehouse
from returncheck.returns.cin_census.layout import LAYOUT

AUTHORITY = "201"
# Empty text, not null, where its table came without the column.
EPISODE_ID = "CINdetailsID"

Rows = list[dict[str, str | None]]


class MadeReturn(Protocol):
    """A return of a test: its year, and the rows of the tables that it has."""

    @property
    def year(self) -> int: ...

    @property
    def tables(self) -> Mapping[str, Rows]: ...


def load_at_once(database: Path, returns: Mapping[str, MadeReturn]) -> None:
    """Write returns, by id, to a warehouse that has none of them.

    Raises:
        ValueError: A column that its table does not have.
        KeyError: A table that the layout does not have.
    """
    with (
        warehouse.connect(database) as connection,
        warehouse.transaction(connection),
    ):
        _append(connection, "raw.returns", _register(returns))
        _append(connection, "raw.return_tables", _present_tables(returns))
        for table in LAYOUT.tables:
            columns = [column.name for column in table.columns]
            rows = [
                (return_id, number, *cells)
                for return_id, made in returns.items()
                for number, cells in enumerate(
                    _cells(table.name, columns, made.tables.get(table.name, [])),
                    start=1,
                )
            ]
            _append(connection, LAYOUT.raw_table(table.name), rows)


def _register(returns: Mapping[str, MadeReturn]) -> list[tuple[object, ...]]:
    return [
        (
            *(return_id, LAYOUT.collection, AUTHORITY, made.year, return_id),
            *(datetime(2026, 1, 1), order, None),
        )
        for order, (return_id, made) in enumerate(returns.items(), start=1)
    ]


def _present_tables(returns: Mapping[str, MadeReturn]) -> list[tuple[object, ...]]:
    return [
        (return_id, LAYOUT.table(name).name, len(rows))
        for return_id, made in returns.items()
        for name, rows in made.tables.items()
    ]


def _cells(table: str, columns: list[str], rows: Rows) -> Iterator[list[str | None]]:
    """The rows in the order of the columns; a column is there if one row has it."""
    given = {name for row in rows for name in row}
    if unknown := given.difference(columns):
        raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}.")
    absent = {EPISODE_ID: ""} if EPISODE_ID not in given else {}
    for row in rows:
        yield [row.get(name) or absent.get(name) for name in columns]


def _append(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: Iterable[tuple[object, ...]],
) -> None:
    described = connection.execute(f"select * from {table} limit 0").pl()
    frame = pl.DataFrame(list(rows), schema=described.schema, orient="row")
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"insert into {table} select * from incoming")
    connection.unregister("incoming")
