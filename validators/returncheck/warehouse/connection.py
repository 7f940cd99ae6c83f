"""Every connection to the DuckDB file, with the same settings everywhere."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.errors import ConfigError
from returncheck.warehouse.memory import bounded

if TYPE_CHECKING:
    import duckdb
    import polars as pl


@contextmanager
def connect(
    database: Path, *, read_only: bool = False
) -> "Iterator[duckdb.DuckDBPyConnection]":
    """Open the warehouse, with the same settings everywhere, and close it again.

    Args:
        database: The DuckDB file; created when it is missing, unless only read.
        read_only: Whether nothing is written, which several may do at once.

    Yields:
        A connection.

    Raises:
        ConfigError: The file is no database, is locked, or is from a newer version.
    """
    import duckdb

    if not read_only:
        database.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = duckdb.connect(database, read_only=read_only)
    except duckdb.Error as error:
        raise ConfigError(_open_message(database, str(error))) from error
    try:
        connection.execute("set enable_progress_bar = false")
        with bounded(connection, database):
            yield connection
    finally:
        connection.close()


def _open_message(database: Path, reason: str) -> str:
    if "lock" in reason.lower():
        holder = re.search(r"PID (\d+)", reason)
        who = f"process {holder.group(1)}" if holder else "another process"
        return (
            f"The database {database} is in use by {who}. "
            "Close that program or choose another folder with --out."
        )
    if "not a valid DuckDB database" in reason or "in-memory" in reason:
        return (
            f"{database} is not a DuckDB database. "
            "Choose another file or remove this one."
        )
    if "version" in reason.lower():
        return (
            f"The database {database} was written by a newer version of DuckDB. "
            "Upgrade returncheck or choose another folder with --out."
        )
    first_line = reason.splitlines()[0].rstrip(".!")
    return f"The database {database} cannot be opened: {first_line}."


@contextmanager
def transaction(connection: "duckdb.DuckDBPyConnection") -> Iterator[None]:
    """Run a block as one transaction: all of it, or the warehouse as it was before."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def relations(connection: "duckdb.DuckDBPyConnection") -> list[tuple[str, str]]:
    """Name and kind (`table` or `view`) of everything that a build made."""
    return connection.execute(
        "select table_name, 'table' from duckdb_tables() where schema_name = 'main' "
        "union all select view_name, 'view' from duckdb_views() "
        "where schema_name = 'main' and not internal"
    ).fetchall()


def read(
    connection: "duckdb.DuckDBPyConnection",
    query: str,
    parameters: list[object] | None = None,
) -> "pl.DataFrame":
    """Run a query and give its rows as a polars frame."""
    return connection.execute(query, parameters or []).pl()
