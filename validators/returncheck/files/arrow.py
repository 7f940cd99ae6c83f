"""Frames as Arrow: to DuckDB and back, and between processes, all without pyarrow.

DuckDB turns a polars frame into pyarrow's table first, and its own rows too before
polars has them; what both speak by themselves takes no package and no memory of one.
"""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import polars as pl


class ArrowStream:
    """A frame that DuckDB sees as a stream of Arrow, and as nothing else."""

    def __init__(self, frame: "pl.DataFrame") -> None:
        """Hold a frame.

        Args:
            frame: Its rows; each scan reads them from the first.
        """
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The stream; see the Arrow PyCapsule interface."""
        return self._frame.__arrow_c_stream__(requested_schema)


def as_arrow(frame: "pl.DataFrame") -> object:
    """A frame as DuckDB is given it.

    Args:
        frame: Its rows.

    Returns:
        A table of pyarrow's where that may be imported: DuckDB then hands a condition
        on to pyarrow, which knows no text as polars streams it. A stream elsewhere.
    """
    try:
        return frame.to_arrow()
    except ModuleNotFoundError:
        # Polars looks for pyarrow once, DuckDB each time: it may be let in since.
        table = _let_in_since(frame)
        return ArrowStream(frame) if table is None else table


def frame_of(relation: "duckdb.DuckDBPyRelation") -> "pl.DataFrame":
    """The rows of a relation in polars.

    Args:
        relation: What `connection.sql` gives for a SELECT.

    Raises:
        duckdb.Error: The query fails.
    """
    import polars as pl

    return pl.DataFrame(relation)


class Carried:
    """A frame that goes to another process as a stream of Arrow, and never row by row.

    Attributes:
        frame: The frame.
    """

    def __init__(self, frame: "pl.DataFrame") -> None:
        """Carry a frame."""
        self.frame = frame

    def __len__(self) -> int:
        """Number of rows."""
        return self.frame.height

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, about."""
        return int(self.frame.estimated_size())

    def __reduce__(self) -> tuple[Callable[[bytes], "Carried"], tuple[bytes]]:
        """How it is pickled: as the stream."""
        stream = BytesIO()
        self.frame.write_ipc_stream(stream)
        return _opened, (stream.getvalue(),)


def joined(frames: "list[pl.DataFrame]") -> "pl.DataFrame":
    """Frames below each other; a column that one lacks is null there.

    Args:
        frames: At least one.
    """
    import polars as pl

    return pl.concat(frames, how="diagonal", rechunk=False)


def with_constant(frame: "pl.DataFrame", name: str, text: str) -> "pl.DataFrame":
    """A frame with one more column, at the beginning, that holds the same text."""
    import polars as pl

    return frame.with_columns(pl.lit(text).alias(name)).select(name, *frame.columns)


def _let_in_since(frame: "pl.DataFrame") -> object | None:
    """A table of pyarrow's; None where it may not be imported."""
    import polars as pl

    try:
        from pyarrow import ipc
    except ModuleNotFoundError:
        return None
    stream = BytesIO()
    frame.write_ipc_stream(stream, compat_level=pl.CompatLevel.oldest())
    table: object = ipc.open_stream(stream.getvalue()).read_all()
    return table


def _opened(stream: bytes) -> Carried:
    import polars as pl

    return Carried(pl.read_ipc_stream(BytesIO(stream)))
