"""Returns into Parquet: workers read and write, the register is written here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from returncheck.engine.spark.machine import Machine
from returncheck.engine.spark.pool import SparkPool
from returncheck.engine.spark.task import Read, ToRead, land_return
from returncheck.errors import ConfigError, InputError
from returncheck.files.arrow import Carried
from returncheck.files.processes.pool import Pool
from returncheck.returns.registry import are_all_installed
from returncheck.warehouse.connection import transaction
from returncheck.warehouse.landing import ToLand
from returncheck.warehouse.register import (
    Entry,
    ReturnRecord,
    register_returns,
    remove_returns_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from returncheck.engine.spark.folder import SparkFolder


class IntoParquet:
    """See `warehouse.landing.Landing`."""

    def __init__(
        self,
        machine: Machine,
        folder: "Callable[[], SparkFolder]",
    ) -> None:
        """Start nothing yet.

        Args:
            machine: Gives the session.
            folder: Gives the files beside the database.
        """
        self.takes_frames = False
        self._machine = machine
        self._folder = folder

    def pool(self, jobs: int | None) -> Pool:
        """The workers of Spark; how many there are is for its master to say."""
        if jobs is not None:
            raise ConfigError(
                "--jobs is for processes of this machine. Leave it out with --engine "
                "spark: a file is a task there."
            )
        if not are_all_installed():
            raise ConfigError(
                "A return that was added in this process is not known to the workers "
                "of Spark. Use the engine duckdb."
            )
        return SparkPool(self._machine)

    def put(
        self,
        connection: "duckdb.DuckDBPyConnection",
        returns: Sequence[ToLand],
        pool: Pool,
    ) -> Iterator[ReturnRecord | InputError]:
        """See `Landing`."""
        folder = self._folder()
        run = folder.begin(connection)
        jobs = [
            ToRead(
                return_id=each.record.return_id,
                reading=each.reading,
                of_today=Carried(each.of_today),
                folder=run / "landing" / str(place),
            )
            for place, each in enumerate(returns)
        ]
        told: list[ReturnRecord | InputError] = []
        entries: list[Entry] = []
        staged: list[Path] = []
        each_read = pool.each(land_return, jobs, seconds=0)
        for each, job, pieces in zip(returns, jobs, each_read, strict=True):
            try:
                (read,) = pieces
            except InputError as error:
                told.append(error)
                continue
            entries.append(_entry(each.record, read))
            staged.append(job.folder)
            told.append(entries[-1].record)
        folder.hide(connection)
        with transaction(connection):
            remove_returns_of(connection, [each.record for each in entries])
            register_returns(connection, entries)
        for entry, place in zip(entries, staged, strict=True):
            folder.land(entry.record, place)
        folder.show(connection)
        yield from told


def _entry(record: ReturnRecord, read: Read) -> Entry:
    return Entry(
        record=replace(record, files=read.files),
        present_tables=read.present_tables,
        derived_columns=read.derived_columns,
        row_counts=read.row_counts,
    )
