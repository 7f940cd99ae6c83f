"""Writes the cases of rules to a warehouse, many small returns at once.

Through `load_tables` each takes a transaction of its own and a run of its contract, of
which the rules read nothing. A test holds the two ways of loading to each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import duckdb
import polars as pl

from returncheck import warehouse
from returncheck.files.arrow import as_arrow
from returncheck.returns.registry import LAYOUTS, kind_of
from returncheck.returns.tables import Layout, Table
from returncheck.warehouse.register import NO_RETURN

AUTHORITY = "201"
PREVIOUS = "/previous"
"""What the id of a case's return of the year before ends with."""

Rows = list[dict[str, str | None]]


class MadeReturn(Protocol):
    """A return of a case, and of the year before: the rows of the tables it has."""

    @property
    def year(self) -> int:
        """Year ending 31 March."""
        ...

    @property
    def tables(self) -> Mapping[str, Rows]:
        """Official table name to its rows."""
        ...

    @property
    def previous(self) -> Mapping[str, Rows] | None:
        """The same of the year before; None where there is no such return."""
        ...

    @property
    def file_format(self) -> str | None:
        """The form it came in, where it matters."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    """One return as it goes to the warehouse."""

    year: int
    tables: Mapping[str, Rows]
    file_format: str | None
    previous_return_id: str | None = None
    is_context: bool = False


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
    by_name = kind_of(collection).looks_back_by_name
    loaded = dict(_loaded(returns, NO_RETURN if by_name else None))
    with (
        warehouse.connect(database) as connection,
        warehouse.transaction(connection),
    ):
        _append(connection, "raw.returns", _register(layout, loaded))
        _append(connection, "raw.return_tables", _present_tables(layout, loaded))
        _append(connection, "raw.return_columns", _derived_columns(layout, loaded))
        for table in layout.tables:
            rows = [
                (return_id, number, *cells)
                for return_id, made in loaded.items()
                for number, cells in enumerate(
                    _cells(layout, table, made.tables.get(table.name, [])), start=1
                )
            ]
            _append(connection, layout.raw_table(table.name), rows)


def _loaded(
    returns: Mapping[str, MadeReturn], without: str | None
) -> Iterator[tuple[str, _Loaded]]:
    """Each return, behind that of the year before, by id.

    Args:
        returns: Id to return.
        without: What stands for a return of the year before where there is none.
    """
    for return_id, made in returns.items():
        previous_id = None
        if made.previous is not None:
            previous_id = f"{return_id}{PREVIOUS}"
            yield (
                previous_id,
                _Loaded(
                    year=made.year - 1,
                    tables=made.previous,
                    file_format=made.file_format,
                    previous_return_id=without,
                    is_context=True,
                ),
            )
        yield (
            return_id,
            _Loaded(
                year=made.year,
                tables=made.tables,
                file_format=made.file_format,
                previous_return_id=previous_id or without,
            ),
        )


def _register(
    layout: Layout, returns: Mapping[str, _Loaded]
) -> list[tuple[object, ...]]:
    return [
        (
            *(return_id, layout.collection, AUTHORITY, made.year, return_id),
            *(datetime(2026, 1, 1), order, None, made.is_context, None),
            *(made.previous_return_id, made.file_format),
        )
        for order, (return_id, made) in enumerate(returns.items(), start=1)
    ]


def _derived_columns(
    layout: Layout, returns: Mapping[str, _Loaded]
) -> list[tuple[object, ...]]:
    return [
        (return_id, name, column.name)
        for return_id, made in returns.items()
        for name, rows in made.tables.items()
        for column in layout.table(name).columns
        if column.derived and any(column.name in row for row in rows)
    ]


def _present_tables(
    layout: Layout, returns: Mapping[str, _Loaded]
) -> list[tuple[object, ...]]:
    return [
        (return_id, layout.table(name).name, len(rows))
        for return_id, made in returns.items()
        for name, rows in made.tables.items()
    ]


def _cells(layout: Layout, table: Table, rows: Rows) -> Iterator[list[str | None]]:
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
        cells = [row.get(name) for name in columns]
        if not layout.keeps_empty_text:
            cells = [cell or None for cell in cells]
        given_or_absent = zip(columns, cells, strict=True)
        yield [
            *(
                absent.get(name) if cell is None else cell
                for name, cell in given_or_absent
            ),
            *key,
        ]


def _append(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: Iterable[tuple[object, ...]],
) -> None:
    described = warehouse.read(connection, f"select * from {table} limit 0")
    frame = pl.DataFrame(list(rows), schema=described.schema, orient="row")
    connection.register("incoming", as_arrow(frame))
    connection.execute(f"insert into {table} select * from incoming")
    connection.unregister("incoming")
