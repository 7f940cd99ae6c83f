"""Opens a database for its history alone, also one of an earlier version."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.warehouse.connection import connect
from returncheck.warehouse.lock import run_lock
from returncheck.warehouse.preparation import prepare
from returncheck.warehouse.trust import refuse_strangers

if TYPE_CHECKING:
    import duckdb


@contextmanager
def history_of(database: Path) -> "Iterator[duckdb.DuckDBPyConnection]":
    """A connection that only reads; one of an earlier version is brought up to date.

    Args:
        database: The DuckDB file.

    Yields:
        A connection to a database that has every table of the history.

    Raises:
        BusyError: Another program has it, or a run while it is brought up to date.
        ConfigError: It is no database, of a newer version, or holds a view.
        InputError: It is damaged.
    """
    with connect(database, read_only=True) as connection:
        refuse_strangers(connection, database)
        if _is_whole(connection):
            yield connection
            return
    with run_lock(database), connect(database) as connection:
        prepare(connection, database)
    with connect(database, read_only=True) as connection:
        yield connection


def _is_whole(connection: "duckdb.DuckDBPyConnection") -> bool:
    there = connection.execute(
        "select 1 from duckdb_tables() where database_name = current_database() "
        "and schema_name = 'history' and table_name = 'seen_findings'"
    ).fetchone()
    return there is not None
