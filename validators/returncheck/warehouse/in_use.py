"""One database while it is worked on: its lock, its connection, the copy of a run."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.warehouse.beside import Beside
from returncheck.warehouse.connection import connect
from returncheck.warehouse.lock import run_lock
from returncheck.warehouse.working_copy import WorkingCopy

if TYPE_CHECKING:
    import duckdb


class DatabaseInUse:
    """A DuckDB file, kept from other runs from its first use until it is let go."""

    def __init__(self, database: Path, beside: Beside | None = None) -> None:
        """Take no hold yet.

        Args:
            database: The DuckDB file.
            beside: Tables in files beside it; None where all are in the file.
        """
        self._database = database
        self._beside = beside
        self._connections = ExitStack()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._lock = ExitStack()
        self._is_locked = False
        self._copy: WorkingCopy | None = None
        self._is_read_only = False

    @property
    def file(self) -> Path:
        """The file to work on: the copy of the run under way, or the database."""
        return self._database if self._copy is None else self._copy.path

    def connect(self) -> "duckdb.DuckDBPyConnection":
        """One connection for many uses; closing writes the file out each time.

        Raises:
            ConfigError: Another run or program has the database.
        """
        self._lock_database()
        if self._connection is None:
            self._connection = self._connections.enter_context(
                connect(self.file, read_only=self._is_read_only, beside=self._beside)
            )
        return self._connection

    @contextmanager
    def reading(self) -> "Iterator[duckdb.DuckDBPyConnection]":
        """The connection that is open, or one for a `with` block that only reads.

        Raises:
            ConfigError: Another run or program has the database.
        """
        if self._connection is not None:
            yield self._connection
            return
        with connect(self.file, read_only=True, beside=self._beside) as connection:
            yield connection

    def read_only(self) -> None:
        """Let another process read the file too, until `writable` or `disconnect`."""
        self.disconnect()
        self._is_read_only = True

    def writable(self) -> None:
        """Write again; no other process has the file open."""
        if self._is_read_only:
            self.disconnect()

    def disconnect(self) -> None:
        """Give the file up: what was written stands in it."""
        self._connections.close()
        self._connection = None
        self._is_read_only = False

    def let_go(self) -> None:
        """Let other runs use the database; nothing is connected any more."""
        self._is_locked = False
        self._lock.close()

    @contextmanager
    def one_run(self) -> Iterator[None]:
        """Work on a copy in a `with` block, which takes its place at the end.

        When an error ends the block, or the process is killed, the database is what it
        was before. A block inside another belongs to that.

        Raises:
            ConfigError: Another run or program has the database, or there is no room
                for a copy of it.
        """
        if self._copy is not None:
            yield
            return
        self.disconnect()
        self._lock_database()
        try:
            self._copy = WorkingCopy(self._database)
            if self._beside is not None:
                self._beside.begin(self.connect())
            yield
            self.put_in_place()
        finally:
            self.give_up()
            self.let_go()

    def give_up(self) -> None:
        """End the run under way and leave the database as it was."""
        self.disconnect()
        if self._copy is not None:
            self._copy.discard()
            self._copy = None
            if self._beside is not None:
                self._beside.give_up()

    def put_in_place(self) -> None:
        """Let the database be what the run under way has made.

        Raises:
            ConfigError: Another program has opened or holds the database.
        """
        self.disconnect()
        if self._copy is not None:
            self._copy.put()
            if self._beside is not None:
                self._beside.keep()
            self.give_up()

    def _lock_database(self) -> None:
        """Keep other runs off, from the first use to the end of the check."""
        if not self._is_locked:
            self._lock.enter_context(run_lock(self._database))
            self._is_locked = True
