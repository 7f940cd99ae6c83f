"""How returns get into the raw tables: read here, and written into the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from returncheck.errors import InputError
from returncheck.files.processes.pool import Pool
from returncheck.returns.effort import seconds_to_read
from returncheck.returns.reading import Reading, read_return
from returncheck.returns.workers import working_pool
from returncheck.warehouse.register import ReturnRecord
from returncheck.warehouse.writing import ReturnWriter

if TYPE_CHECKING:
    import duckdb
    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class ToLand:
    """A return that is to be read and written.

    Attributes:
        record: What the register is to say of it.
        reading: What is read.
        of_today: Contract findings about the day of loading.
    """

    record: ReturnRecord
    reading: Reading
    of_today: "pl.DataFrame"


class Landing(Protocol):
    """Reads returns and writes them to where the raw tables are.

    Attributes:
        takes_frames: Whether rows in memory may be written into the database as well.
    """

    takes_frames: bool

    def pool(self, jobs: int | None) -> Pool:
        """What looks into files, and reads them.

        Args:
            jobs: How many at a time; None: as many as it is worth.

        Raises:
            ConfigError: Fewer than one.
        """

    def put(
        self,
        connection: "duckdb.DuckDBPyConnection",
        returns: Sequence[ToLand],
        pool: Pool,
    ) -> Iterator[ReturnRecord | InputError]:
        """Read returns to their ends, write them, and enter them in the register.

        Each is written whole or not at all, in the place of the one with its id. All
        are written once the iterator has ended.

        Args:
            connection: An open connection, outside a transaction.
            returns: The returns.
            pool: What reads them.

        Yields:
            What the register says of each, or why it is refused; in their order.
        """


class IntoDatabase:
    """DuckDB's: processes of this machine read, and this one writes the file."""

    takes_frames = True

    def pool(self, jobs: int | None) -> Pool:
        """None is started before there is work for it."""
        return working_pool(jobs)

    def put(
        self,
        connection: "duckdb.DuckDBPyConnection",
        returns: Sequence[ToLand],
        pool: Pool,
    ) -> Iterator[ReturnRecord | InputError]:
        """See `Landing`."""
        writer = ReturnWriter(connection)
        readings = [each.reading for each in returns]
        seconds = seconds_to_read([each.source for each in readings])
        each_read = pool.each(read_return, readings, seconds=seconds)
        for each, pieces in zip(returns, each_read, strict=True):
            try:
                yield writer.add(each.record, pieces, each.of_today)
            except InputError as error:
                yield error
        writer.flush()
