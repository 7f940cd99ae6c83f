"""Every connection to the DuckDB file, with the same settings everywhere."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.errors import ConfigError
from returncheck.files.arrow import frame_of
from returncheck.files.private import make_folder, make_private, private_umask
from returncheck.warehouse.beside import Beside, open_beside
from returncheck.warehouse.elsewhere import refuse_elsewhere
from returncheck.warehouse.literals import Parameters, with_values
from returncheck.warehouse.memory import bounded
from returncheck.warehouse.schemas import SEARCHED, enter_built_schemas
from returncheck.warehouse.trust import (
    confine,
    damaged,
    is_damage,
    is_lost,
    lost,
    opening_error,
    refuse_other_file,
)

if TYPE_CHECKING:
    import duckdb
    import polars as pl


@contextmanager
def connect(
    database: Path, *, read_only: bool = False, beside: Beside | None = None
) -> "Iterator[duckdb.DuckDBPyConnection]":
    """Open the warehouse, with the same settings everywhere, and close it again.

    Args:
        database: The DuckDB file; created when it is missing, unless only read.
        read_only: Whether nothing is written, which several may do at once.
        beside: Tables in files beside it; None where all are in the file.

    Yields:
        A connection.

    Raises:
        ConfigError: The file is no database, is locked, or is from a newer version.
        InputError: It is damaged.
    """
    import duckdb

    refuse_elsewhere(database)
    if not read_only:
        make_folder(database.parent)
    refuse_other_file(database)
    # The write-ahead log comes and goes while the connection is open.
    with nullcontext() if read_only else private_umask():
        try:
            # Absolute, so that no name of a file is taken for an extension of DuckDB's.
            connection = duckdb.connect(database.absolute(), read_only=read_only)
        except duckdb.Error as error:
            raise opening_error(database, error) from error
        try:
            if not read_only:
                _make_private(database)
            with bounded(connection, database):
                enter_built_schemas(connection)
                if beside is not None:
                    open_beside(connection)
                confine(connection, () if beside is None else (beside.folder,))
                if beside is not None:
                    beside.show(connection)
                yield connection
        except duckdb.Error as error:
            if is_damage(error):
                raise damaged(database) from error
            if is_lost(error):
                raise lost(database) from error
            raise
        finally:
            connection.close()


def _make_private(database: Path) -> None:
    """Keep everybody else from the database, or refuse a drive that cannot do so."""
    try:
        make_private(database)
    except OSError as error:
        raise ConfigError(
            f"{database} cannot be kept from others: {error.strerror}. Where its drive "
            "or share has permissions of its own, say --shared; else choose another "
            "folder."
        ) from error


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
        "select table_name, 'table' from duckdb_tables() "
        f"where list_contains({SEARCHED}, schema_name) "
        "union all select view_name, 'view' from duckdb_views() "
        f"where list_contains({SEARCHED}, schema_name) and not internal"
    ).fetchall()


def read(
    connection: "duckdb.DuckDBPyConnection",
    query: str,
    parameters: Parameters | None = None,
) -> "pl.DataFrame":
    """Run a query and give its rows as a polars frame."""
    text = with_values(query, parameters) if parameters else query
    return frame_of(connection.sql(text))
