"""Makes a file a warehouse, and notes which project its reference tables are of."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.errors import ConfigError
from returncheck.warehouse.beside import refuse_beside
from returncheck.warehouse.connection import transaction
from returncheck.warehouse.history import prepare_history
from returncheck.warehouse.ownership import make_raw_tables
from returncheck.warehouse.schemas import quoted, raw_schema, refuse_other_builds
from returncheck.warehouse.trust import refuse_strangers

if TYPE_CHECKING:
    import duckdb

SCHEMA_VERSION = 3
"""Version of the raw tables; a file with a higher one is from a newer returncheck."""


def prepare(
    connection: "duckdb.DuckDBPyConnection",
    database: Path,
    *,
    may_be_beside: bool = False,
) -> None:
    """Create what a warehouse needs, or refuse one of a newer version.

    Args:
        connection: An open connection.
        database: Its file, for the message.
        may_be_beside: Whether its tables may be files beside it.

    Raises:
        ConfigError: The file was written by a newer version of returncheck, or holds
            what returncheck does not make.
    """
    refuse_strangers(connection, database)
    if not may_be_beside:
        refuse_beside(connection, database)
    refuse_other_builds(connection, database)
    prepare_raw(connection, database)
    prepare_history(connection)


def prepare_raw(connection: "duckdb.DuckDBPyConnection", database: Path) -> None:
    """Create the raw tables alone, or refuse those of a newer version; see `prepare`.

    They hold no secret of the database yet, which the history does.
    """
    connection.execute("create schema if not exists raw")
    version = _version(connection)
    if version is not None and version > SCHEMA_VERSION:
        raise ConfigError(
            f"The database {database} is of version {version}, this returncheck knows "
            f"version {SCHEMA_VERSION}. Upgrade returncheck or choose another file."
        )
    # Before the version is noted, which says whose the raw tables are.
    make_raw_tables(connection, database)
    connection.execute("create table if not exists raw.warehouse (version integer)")
    if version != SCHEMA_VERSION:
        connection.execute("insert into raw.warehouse values (?)", [SCHEMA_VERSION])


def _version(connection: "duckdb.DuckDBPyConnection") -> int | None:
    """The newest version that has written the raw tables; None where none says so."""
    there = connection.execute(
        "select 1 from duckdb_columns() where database_name = current_database() "
        "and schema_name = 'raw' and table_name = 'warehouse' "
        "and column_name = 'version'"
    ).fetchone()
    if there is None:
        return None
    row = connection.execute("select max(version) from raw.warehouse").fetchone()
    return row[0] if row else None


def built_reference(connection: "duckdb.DuckDBPyConnection") -> str | None:
    """Key of the project whose seeds the database holds; None before any build."""
    row = connection.execute("select max(project_key) from raw.built_reference")
    found = row.fetchone()
    return found[0] if found else None


def note_built_reference(
    connection: "duckdb.DuckDBPyConnection", key: str | None
) -> None:
    """Note the project whose seeds, and what follows from them, are now built.

    Args:
        connection: An open connection.
        key: Key of the project; None while they are being built.
    """
    with transaction(connection):
        connection.execute("delete from raw.built_reference")
        if key is not None:
            connection.execute("insert into raw.built_reference values (?)", [key])


def note_unfinished(connection: "duckdb.DuckDBPyConnection") -> None:
    """Note that what is built no longer follows from what is loaded.

    Args:
        connection: An open connection, inside the transaction of the change.
    """
    connection.execute(
        "insert into raw.unfinished_build select ? "
        "where not exists (from raw.unfinished_build)",
        [datetime.now(UTC).replace(tzinfo=None)],
    )


def note_finished(connection: "duckdb.DuckDBPyConnection") -> None:
    """Note that a check has built everything from what is loaded."""
    connection.execute("delete from raw.unfinished_build")


def is_unfinished(connection: "duckdb.DuckDBPyConnection") -> bool:
    """Whether something was loaded or changed that no check has built from yet.

    Args:
        connection: An open connection, also to a database of an earlier version.
    """
    raw = raw_schema(connection)
    there = connection.execute(
        "select 1 from duckdb_tables() where database_name = current_database() "
        "and schema_name = ? and table_name = 'unfinished_build'",
        [raw],
    ).fetchone()
    if there is None:
        return False
    query = f"select 1 from {quoted(raw)}.unfinished_build limit 1"
    return connection.execute(query).fetchone() is not None
