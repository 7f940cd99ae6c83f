"""Reads cells as people write them: every table of a KPI return passes through here.

What can be read in one way alone becomes the plain text that the contract asks for;
anything else stays as it was printed, and the contract shows it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from returncheck.returns.kpi_return.layout import LAYOUT
from returncheck.returns.kpi_return.symbols import symbol
from returncheck.returns.tables import Column, Kind

if TYPE_CHECKING:
    import polars as pl


def plain_cells(table: str, frame: "pl.DataFrame") -> "pl.DataFrame":
    """A table with its cells as the contract asks for them; plain ones stay.

    Args:
        table: Official table name.
        frame: `row_number` and the official columns, as text.

    Returns:
        The same rows and columns.
    """
    import polars as pl

    changed = []
    for column in LAYOUT.table(table).columns:
        read = _reading(column)
        if read is not None and column.name in frame:
            texts = [
                None if text is None else read(text) for text in frame[column.name]
            ]
            changed.append(pl.Series(column.name, texts, dtype=pl.String))
    return frame.with_columns(changed)


def _reading(column: Column) -> Callable[[str], str | None] | None:
    if column.kind is Kind.NUMBER and column.symbols:
        return _number
    return None


def _number(text: str) -> str | None:
    bare = " ".join(text.split())
    return symbol(bare) or text
