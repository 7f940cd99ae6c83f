"""Writes the cases of rules to a warehouse, many small returns at once.

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
from returncheck.returns.registry import LAYOUTS
from returncheck.returns.tables import Layout, Table

AUTHORITY = "201"

Rows = list[dict[str, str | None]]


class MadeReturn(Protocol):
    """A return of a case: its year, and the rows of the tables that it has."""

    @property
    def year(self) -> int:
        """Year ending 31 March."""
        ...

    @property
    def tables(self) -> Mapping[str, Rows]:
        """Official table name to its rows."""
        ...


def load_at_once(
    database: Path, collection: str, returns: Mapping[str, MadeReturn]
) -> None:
    """Write returns of a kind, by id, to a warehouse that has none of them.

    Args:
        database: The warehouse.
        collection: The kind of return.
        returns: Return id to return.

    Raises:
        ValueError: A column that its table does not have.
        KeyError: A table that the layout does not have.
    """
    layout = LAYOUTS[collection]
    with (
        warehouse.connect(database) as connection,
        warehouse.transaction(connection),
    ):
        _append(connection, "raw.returns", _register(layout, returns))
        _append(connection, "raw.return_tables", _present_tables(layout, returns))
        for table in layout.tables:
            rows = [
                (return_id, number, *cells)
                for return_id, made in returns.items()
                for number, cells in enumerate(
                    _cells(table, made.tables.get(table.name, [])), start=1
                )
            ]
            _append(connection, layout.raw_table(table.name), rows)


def _register(
    layout: Layout, returns: Mapping[str, MadeReturn]
) -> list[tuple[object, ...]]:
    return [
        (
            *(return_id, layout.collection, AUTHORITY, made.year, return_id),
            *(datetime(2026, 1, 1), order, None, False, None),
        )
        for order, (return_id, made) in enumerate(returns.items(), start=1)
    ]


def _present_tables(
    layout: Layout, returns: Mapping[str, MadeReturn]
) -> list[tuple[object, ...]]:
    return [
        (return_id, layout.table(name).name, len(rows))
        for return_id, made in returns.items()
        for name, rows in made.tables.items()
    ]


def _cells(table: Table, rows: Rows) -> Iterator[list[str | None]]:
    """The rows in the order of the columns; a column is there if one row has it."""
    columns = [column.name for column in table.columns]
    given = {name for row in rows for name in row}
    if unknown := given.difference(columns):
        raise ValueError(f"{table.name} has no column {', '.join(sorted(unknown))}.")
    # Empty text, not null, where the table came without the column.
    lacks_episode = table.episode_id is not None and table.episode_id not in given
    absent = {table.episode_id: ""} if lacks_episode else {}
    # The key of a nested record, which these have not.
    key = [] if table.child_id is None else [None]
    for row in rows:
        yield [*(row.get(name) or absent.get(name) for name in columns), *key]


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
