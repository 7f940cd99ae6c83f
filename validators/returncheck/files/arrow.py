"""Frames to and from DuckDB as Arrow's C stream, for which neither needs pyarrow.

DuckDB turns a polars frame into pyarrow's table first, and its own rows too before
polars has them; what both speak by themselves takes no package and no memory of one.
"""

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
        return ArrowStream(frame)


def frame_of(relation: "duckdb.DuckDBPyRelation") -> "pl.DataFrame":
    """The rows of a relation in polars.

    Args:
        relation: What `connection.sql` gives for a SELECT.

    Raises:
        duckdb.Error: The query fails.
    """
    import polars as pl

    return pl.DataFrame(relation)
