"""A database is data, not a program: what it may do, and what it may hold.

A file may come from anybody. Nothing in it reaches a file or the network, and a view or
macro where a table belongs is refused. Why a file cannot be opened is told apart here.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.errors import BusyError, ConfigError, InputError, ReturncheckError
from returncheck.project import project_root
from returncheck.warehouse.schemas import SEARCHED

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

# The last two are Windows' and DuckDB's there.
_IN_USE = re.compile(
    r"could not set lock|conflicting lock|being used by|already open in", re.I
)
_NO_LOCKS = re.compile(r"locks are not supported|no locks available", re.I)
_LOST = re.compile(
    r"stale (nfs )?file handle|input/output error|transport endpoint|host is down"
    r"|network name is no longer",
    re.I,
)
_TABLES_ONLY = ("raw", "history")
_MAGIC, _MAGIC_AT = b"DUCK", 8
_DAMAGED = (
    "corrupt",
    "checksum",
    "could not read enough bytes",
    "failure while replaying wal",
    "database has been invalidated",
    "serialization error",
    "deserialize",
)


def confine(
    connection: "duckdb.DuckDBPyConnection", folders: "Iterable[Path]" = ()
) -> None:
    """Shut a connection off from files, network and extensions, for good.

    Only the seeds of the project can be read. Settings cannot be changed afterwards:
    all others have to be made before.

    Args:
        connection: An open connection; a further one to the same file has the same
            settings.
        folders: What else can be read and written.
    """
    if is_confined(connection):
        return
    opened = ", ".join(
        "'" + str(folder).replace("'", "''") + "'"
        for folder in (project_root() / "seeds", *folders)
    )
    for setting in (
        "enable_progress_bar = false",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "allow_community_extensions = false",
        "allow_unsigned_extensions = false",
        f"allowed_directories = [{opened}]",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"set {setting}")


def is_confined(connection: "duckdb.DuckDBPyConnection") -> bool:
    """Whether the settings of a connection cannot be changed any more."""
    row = connection.execute("select current_setting('lock_configuration')").fetchone()
    return row == (True,)


def refuse_strangers(
    connection: "duckdb.DuckDBPyConnection",
    database: Path,
    tables: "Iterable[str]" = (),
) -> None:
    """Refuse a database that holds a view or macro where none of ours is.

    Args:
        connection: An open connection.
        database: Its file, for the message.
        tables: Names in the schemas of the build that have to be tables where they
            are there.

    Raises:
        ConfigError: It holds one, with its name.
    """
    found = connection.execute(
        "select 'view', schema_name, view_name from duckdb_views() where not internal "
        "and (list_contains(?, schema_name) "
        f"or (list_contains({SEARCHED}, schema_name) "
        "and list_contains(?, view_name))) "
        "union all select 'macro', schema_name, function_name from duckdb_functions() "
        "where not internal order by all limit 1",
        [list(_TABLES_ONLY), list(tables)],
    ).fetchone()
    if found is not None:
        kind, schema, name = found
        shown = re.sub(r"[^\w.]", "?", f"{schema}.{name}")[:60]
        raise ConfigError(
            f"The database {database} holds a {kind} that returncheck does not make "
            f"({shown}), and is not trusted. Choose another file."
        )


def refuse_other_file(database: Path) -> None:
    """Refuse another program's file before any library looks into it.

    DuckDB would fetch an extension for some of them.

    Raises:
        ConfigError: It is no DuckDB file, or cannot be read.
    """
    if not database.exists():
        return
    if not database.is_file():
        raise ConfigError(
            f"{database} is a folder or device, not a database. Choose another file."
        )
    try:
        with database.open("rb") as file:
            start = file.read(_MAGIC_AT + len(_MAGIC))
    except OSError as error:
        raise ConfigError(
            f"The database {database} cannot be read: {error.strerror}. "
            "Choose another file."
        ) from error
    if start[_MAGIC_AT:] != _MAGIC:
        raise ConfigError(
            f"{database} is not a DuckDB database. "
            "Choose another file or remove this one."
        )


def is_damage(error: Exception) -> bool:
    """Whether an error of DuckDB's says that the file is damaged."""
    reason = str(error).lower()
    return any(word in reason for word in _DAMAGED)


def damaged(database: Path) -> InputError:
    """What is told of a damaged file."""
    return InputError(
        f"The database {database} is damaged. Restore it from a copy, or remove it and "
        "check the returns again."
    )


def is_lost(error: Exception) -> bool:
    """Whether an error of DuckDB's says that the file went away while it was open."""
    return _LOST.search(str(error)) is not None


def lost(database: Path) -> BusyError:
    """What is told of a file that went away while it was open."""
    return BusyError(
        f"The database {database} went away while it was read: a run has replaced it, "
        "or its share is not there. Try again."
    )


def opening_error(database: Path, error: Exception) -> ReturncheckError:
    """Why a database cannot be opened, in one line.

    Args:
        database: The file.
        error: DuckDB's error.

    Returns:
        A BusyError where it is in use, a ConfigError where it is of a newer version
        or no database, an InputError where it is damaged.
    """
    reason = str(error)
    if _NO_LOCKS.search(reason):
        return ConfigError(
            f"The share or drive of the database {database} knows no locks, so that "
            "two programs could write it at once. Choose a folder of this machine with "
            "--out, and give others files of `returncheck export`."
        )
    if is_lost(error):
        return lost(database)
    if _IN_USE.search(reason):
        holder = re.search(r"PID (\d+)", reason)
        who = f"process {holder.group(1)}" if holder else "another process"
        return BusyError(
            f"The database {database} is in use by {who}. "
            "Close that program or choose another folder with --out."
        )
    if "version number" in reason or "newer version" in reason:
        return ConfigError(
            f"The database {database} was written by a newer version of DuckDB. "
            "Upgrade returncheck or choose another folder with --out."
        )
    if is_damage(error):
        return damaged(database)
    if "not a valid DuckDB database" in reason:
        return ConfigError(
            f"{database} is not a DuckDB database. "
            "Choose another file or remove this one."
        )
    first_line = (reason.splitlines() or [type(error).__name__])[0].rstrip(".!")
    return ConfigError(f"The database {database} cannot be opened: {first_line}.")
