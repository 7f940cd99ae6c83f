"""A run works on a copy of the database, which takes its place when all is done.

Whoever reads the database meanwhile, and whoever finds it after the process was killed,
has the whole of the last finished run or the whole of this one.
"""

import secrets
import shutil
from contextlib import nullcontext, suppress
from pathlib import Path

from returncheck.errors import BusyError
from returncheck.files.cannot_write import write_error
from returncheck.files.output import settle, sync
from returncheck.files.private import is_shared, make_folder
from returncheck.warehouse.connection import connect

_HEADERS = 3 * 4096
"""Bytes of the three headers of a DuckDB file."""


class WorkingCopy:
    """The copy of one database that one run works on; its lock is held."""

    def __init__(self, database: Path) -> None:
        """Make the copy, in the place of one that a killed run left.

        Args:
            database: The DuckDB file.

        Raises:
            BusyError: It is in use.
            ConfigError: There is no room for a copy of it.
        """
        self._database = database
        # Its own, also where a share lets two machines work at once: neither puts the
        # half-done copy of the other in place.
        self._folder = _folder_of(database) / secrets.token_hex(8)
        self.path = self._folder / database.name
        # What another program has open may change under the run: that is refused here.
        # What a killed process had written is brought into the file.
        with connect(database) as connection:
            connection.execute("checkpoint")
        try:
            self.discard()
            make_folder(self._folder)
            # A share with permissions of its own may take no modes.
            with suppress(OSError) if is_shared() else nullcontext():
                self._folder.parent.chmod(0o700)
            self._copied = _headers(database)
            shutil.copyfile(database, self.path)
            settle(self.path)
        except OSError as error:
            raise write_error(database, error) from error

    def put(self) -> None:
        """Put the copy in the place of the database; nothing has it open.

        Raises:
            BusyError: Another program has opened the database.
            ConfigError: It cannot be replaced.
        """
        if _log(self.path).exists():
            with connect(self.path) as connection:
                connection.execute("checkpoint")
        try:
            # A share may grant the lock to two machines at once: the first one counts.
            is_changed = _headers(self._database) != self._copied
        except FileNotFoundError:
            is_changed = True
        except OSError as error:
            raise write_error(self._database, error) from error
        if is_changed or _log(self._database).exists():
            raise BusyError(
                f"The database {self._database} was changed by another program during "
                "the run. Close that program and run again."
            )
        try:
            settle(self.path)
            self.path.replace(self._database)
            sync(self._database.parent)
        except OSError as error:
            raise write_error(self._database, error) from error

    def discard(self) -> None:
        """Remove the copy, if it is still there."""
        discard_copy(self._database)


def discard_copy(database: Path) -> None:
    """Remove the copy of a database, also one that a killed run left.

    Args:
        database: The DuckDB file, whose lock is held.
    """
    folder = _folder_of(database)
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _headers(database: Path) -> bytes:
    """The beginning of the file, where DuckDB counts what it has written into it.

    Read from the file, since a share may tell times and sizes of a while ago.
    """
    with database.open("rb") as file:
        return file.read(_HEADERS)


def _folder_of(database: Path) -> Path:
    # Hidden, so that a folder of returns which holds it is searched without it.
    return database.with_name(f".{database.name}.run")


def _log(path: Path) -> Path:
    """Where DuckDB keeps what it has not yet written into the file."""
    return path.with_name(f"{path.name}.wal")
