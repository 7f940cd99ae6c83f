"""A frame on its way to the database, as Arrow; also between processes."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

# An Arrow table; its package has no types of its own.
ArrowTable = Any


class Carried:
    """A frame that goes to another process as a stream of Arrow, and never row by row.

    Attributes:
        table: The frame as an Arrow table.
    """

    def __init__(self, table: ArrowTable) -> None:
        """Carry a table; see `carried` for a frame of polars."""
        self.table = table

    def __len__(self) -> int:
        """Number of rows."""
        return int(self.table.num_rows)

    @property
    def size(self) -> int:
        """Bytes that it takes in memory."""
        return int(self.table.nbytes)

    def __reduce__(self) -> tuple[Callable[[bytes], "Carried"], tuple[bytes]]:
        """How it is pickled: the stream, which is read without a copy."""
        import pyarrow as pa

        stream = BytesIO()
        with pa.ipc.new_stream(stream, self.table.schema) as writer:
            writer.write_table(self.table)
        return _opened, (stream.getvalue(),)


def carried(frame: "pl.DataFrame") -> Carried:
    """A frame of polars, to be carried."""
    return Carried(frame.to_arrow())


def joined(tables: "list[ArrowTable]") -> ArrowTable:
    """Tables below each other; a column that one lacks is null there.

    Args:
        tables: At least one.
    """
    import pyarrow as pa

    return pa.concat_tables(tables, promote_options="default")


def with_constant(table: ArrowTable, name: str, text: str) -> ArrowTable:
    """A table with one more column, at the beginning, that holds the same text."""
    import pyarrow as pa

    column = pa.repeat(pa.scalar(text, pa.large_string()), table.num_rows)
    return table.add_column(0, name, column)


def _opened(stream: bytes) -> Carried:
    import pyarrow as pa

    return Carried(pa.ipc.open_stream(pa.py_buffer(stream)).read_all())
