"""Where the database of a workspace lies, and that it is one."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from returncheck.errors import ConfigError
from returncheck.files.cannot_write import write_error
from returncheck.files.private import make_folder
from returncheck.warehouse.beside import refuse_loaded
from returncheck.warehouse.connection import connect
from returncheck.warehouse.elsewhere import refuse_elsewhere
from returncheck.warehouse.lock import run_lock
from returncheck.warehouse.preparation import prepare

FILE_NAME = "returncheck.duckdb"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedDatabase:
    """A database that is ready for returns.

    Attributes:
        path: The DuckDB file, absolute.
        temporary: The folder that has to live as long; None for a file of the user's.
    """

    path: Path
    temporary: "tempfile.TemporaryDirectory[str] | None"


def open_database(
    path: str | Path | None,
    output: str | Path | None,
    put_new: Callable[[Path], None] | None = None,
    *,
    is_beside: bool = False,
) -> OpenedDatabase:
    """Find the database of a workspace, and create it when there is none.

    Args:
        path: The DuckDB file. None: `returncheck.duckdb` in the output folder, or a
            temporary file when that is None too.
        output: Folder for the outputs; created when it is missing.
        put_new: Puts the beginning of a new database at a path; None: a new one
            begins empty.
        is_beside: Whether its tables are to be files beside it.

    Raises:
        ConfigError: The file is no database, locked, or of a newer version; or the
            folder cannot be made; or its tables are where they are not to be.
    """
    temporary = None
    if path is not None:
        refuse_elsewhere(path)
        database = Path(path)
    elif output is not None:
        database = Path(output) / FILE_NAME
    else:
        temporary = tempfile.TemporaryDirectory(prefix="returncheck-")
        database = Path(temporary.name) / FILE_NAME
    make_folders(database.parent)
    if output is not None:
        make_folders(Path(output))
    if path is None and database.is_symlink():
        database.unlink()  # an output's place: a link there is not followed
    with run_lock(database):
        if put_new is not None and not database.exists():
            _begin(database, put_new)
        with connect(database) as connection:
            prepare(connection, database, may_be_beside=is_beside)
            if is_beside:
                refuse_loaded(connection, database)
    return OpenedDatabase(path=database.resolve(), temporary=temporary)


def _begin(database: Path, put_new: Callable[[Path], None]) -> None:
    try:
        put_new(database)
    except OSError as error:
        raise write_error(database, error) from error


def make_folders(folder: Path) -> None:
    """Make a folder and those above it.

    Raises:
        ConfigError: It cannot be made, or is no folder but an address.
    """
    refuse_elsewhere(folder)
    try:
        make_folder(folder)
    except OSError as error:
        raise ConfigError(
            f"The folder {folder} cannot be made: {error.strerror}. Choose another one."
        ) from error
