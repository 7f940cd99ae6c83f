"""Takes records of children out of a database for good, and out of its file.

What stays is built again beside the old file and takes its place in one step: a file
that was only deleted from still holds the bytes. A process that ends in between leaves
the old file as it was.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.errors import ConfigError
from returncheck.files.output import sync
from returncheck.files.private import private_umask, temporary_folder
from returncheck.returns import LAYOUTS
from returncheck.warehouse.connection import connect
from returncheck.warehouse.identifiers import known_identifiers, pseudonyms
from returncheck.warehouse.lock import run_lock
from returncheck.warehouse.preparation import prepare
from returncheck.warehouse.raw_schema import raw_tables
from returncheck.warehouse.register import loaded_returns, remove_return
from returncheck.warehouse.trust import opening_error
from returncheck.warehouse.working_copy import discard_copy

if TYPE_CHECKING:
    import duckdb

_KEPT = ("raw", "history")
"""Schemas that are carried over; all else is built again from them."""


def remove_returns(database: Path, return_ids: Collection[str]) -> None:
    """Erase returns: records, findings, explanations, and their texts in the history.

    The history keeps that a check found something on a child, as a keyed hash, and
    the counts of runs; its next run has nothing to compare with. The figures of the
    other returns are built by the next run.

    Args:
        database: The DuckDB file, which nobody else uses.
        return_ids: Ids of the returns.

    Raises:
        ConfigError: There is no such return, or the database cannot be used.
        InputError: It is damaged.
    """
    with _replaced(database) as connection:
        _remove(connection, database, return_ids)


def purge(database: Path) -> None:
    """Erase every record of a child: all returns, and the history of findings.

    The key of the hashes goes too, so that no hash can be told to be a child's.

    Args:
        database: The DuckDB file, which nobody else uses.

    Raises:
        ConfigError: The database cannot be used.
        InputError: It is damaged.
    """
    with _replaced(database) as connection:
        for name in _record_tables():
            connection.execute(f"delete from {name}")
        for name in (
            "raw.explanations",
            "history.findings",
            "history.seen_findings",
            "history.run_files",
            "history.pseudonym_key",
        ):
            connection.execute(f"delete from {name}")
        # What was seen is not known any more: later runs have nothing to compare with.
        connection.execute("update history.run_returns set scope_id = null")


def expired_returns(
    connection: "duckdb.DuckDBPyConnection", days: int, now: datetime | None = None
) -> list[str]:
    """Returns that were loaded longer ago than records are kept.

    Args:
        connection: An open connection.
        days: How many days records are kept.
        now: The time, UTC; None for now.
    """
    moment = (now or datetime.now(UTC)).replace(tzinfo=None)
    rows = connection.execute(
        "select return_id from raw.returns where loaded_at < ? order by load_order",
        [moment - timedelta(days=days)],
    ).fetchall()
    return [row[0] for row in rows]


def _remove(
    connection: "duckdb.DuckDBPyConnection",
    database: Path,
    return_ids: Collection[str],
) -> None:
    collections = {
        record.return_id: record.collection for record in loaded_returns(connection)
    }
    hashes = pseudonyms(connection)
    for return_id in return_ids:
        if return_id not in collections:
            known = ", ".join(collections) or "none"
            raise ConfigError(
                f"The database {database} holds no return '{return_id}'. "
                f"It holds: {known}."
            )
        children = known_identifiers(connection, return_id)
        remove_return(connection, return_id, LAYOUTS[collections[return_id]])
        gone = children - known_identifiers(connection)
        connection.execute(
            "delete from raw.explanations where return_id = ? or "
            "list_contains(?, child)",
            [return_id, sorted(gone)],
        )
        connection.execute(
            "update history.findings set value = null, message = null, "
            "episode_id = null, explanation = null, explained_by = null "
            "where return_id = ?",
            [return_id],
        )
        # An id of a finding is a plain hash of what may name a child.
        old = connection.execute(
            "select distinct finding_id from history.findings where return_id = ?",
            [return_id],
        ).fetchall()
        connection.execute("create temp table renamed (old varchar, new varchar)")
        if old:
            connection.executemany(
                "insert into renamed values (?, ?)",
                [[each, hashes.of(each)] for (each,) in old if each],
            )
        connection.execute(
            "update history.findings set finding_id = renamed.new from renamed "
            "where history.findings.finding_id = renamed.old and return_id = ?",
            [return_id],
        )
        connection.execute("drop table renamed")
        for name in ("seen_findings", "run_files"):
            connection.execute(
                f"delete from history.{name} where return_id = ?", [return_id]
            )
        connection.execute(
            "update history.run_returns set scope_id = null where return_id = ?",
            [return_id],
        )


def _record_tables() -> Iterator[str]:
    """Every raw table whose rows belong to a return: `return_id` comes first in it."""
    for name, columns in raw_tables().items():
        if columns[0].split()[0] == "return_id":
            yield f"raw.{name}"


@contextmanager
def _replaced(database: Path) -> "Iterator[duckdb.DuckDBPyConnection]":
    """A copy to erase from, which then takes the place of the file, without gaps.

    Yields:
        A connection to the copy.
    """
    with run_lock(database), temporary_folder(database) as folder, private_umask():
        discard_copy(database)
        with connect(database) as connection:
            # Brings an earlier version up to date, and its log into the file.
            prepare(connection, database)
        copy, whole = folder / "copy.duckdb", folder / "whole.duckdb"
        _carry_over(database, copy)
        with connect(copy) as connection:
            yield connection
            connection.execute("delete from raw.built_reference")
        _carry_over(copy, whole)
        sync(whole)
        whole.replace(database)
        database.with_name(f"{database.name}.wal").unlink(missing_ok=True)
        sync(database.parent)


def _carry_over(source: Path, target: Path) -> None:
    """Write the kept tables of a database into a new file, row by row."""
    import duckdb

    def name(path: Path) -> str:
        return "'" + str(path).replace("'", "''") + "'"

    try:
        with duckdb.connect() as connection:
            connection.execute(f"attach {name(source)} as source (read_only)")
            connection.execute(f"attach {name(target)} as target")
            for schema in _KEPT:
                connection.execute(f"create schema target.{schema}")
            tables = connection.execute(
                "select schema_name, table_name from duckdb_tables() "
                "where database_name = 'source' and list_contains(?, schema_name) "
                "order by all",
                [list(_KEPT)],
            ).fetchall()
            for schema, table in tables:
                quoted = table.replace('"', '""')
                connection.execute(
                    f'create table target.{schema}."{quoted}" as '
                    f'from source.{schema}."{quoted}"'
                )
    except duckdb.Error as error:
        raise opening_error(source, error) from error
