"""Cells of frames as text: columns of several kinds of cells, and rows without any.

A column is turned into text cell by cell where no column type fits, as for numbers and
words in one column.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

Columns = Mapping[str, Sequence[object]]
Records = Sequence[Mapping[str, object]]


def mixed_frame(given: Columns | Records) -> "pl.DataFrame":
    """A frame of text.

    Args:
        given: Column name to its cells, or one mapping a row.

    Returns:
        The same columns as text; missing cells, also NaN and NaT, are null.
    """
    import polars as pl

    columns: Columns
    if isinstance(given, Mapping):
        columns = given
    else:
        names = dict.fromkeys(name for row in given for name in row)
        columns = {name: [row.get(name) for row in given] for name in names}
    return pl.DataFrame(
        {
            name: pl.Series(name, [_text(cell) for cell in cells], dtype=pl.String)
            for name, cells in columns.items()
        }
    )


def _text(cell: object) -> str | None:
    """A cell as a file would hold it."""
    if cell is None or cell != cell:  # NaN and NaT alone differ from themselves
        return None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and math.isfinite(cell) and cell == math.floor(cell):
        return str(int(cell))
    if isinstance(cell, datetime):
        return (
            cell.date().isoformat()
            if cell.time() == time()
            else cell.strftime("%Y-%m-%dT%H:%M:%S")
        )
    if isinstance(cell, date):
        return cell.isoformat()
    return None if str(cell) == "<NA>" else str(cell)


def without_blank_rows(frame: "pl.DataFrame") -> "pl.DataFrame":
    """The rows that have something besides blanks in a column.

    Args:
        frame: Columns of text, and `row_number`, which does not count.
    """
    import polars as pl

    cells = pl.exclude("row_number").str.strip_chars().fill_null("")
    return frame.filter(pl.any_horizontal(cells != ""))
