"""What a team has declared of its own stays out of what is public."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_NAMED = {
    "indicator_id": "^[a-z][a-z0-9]*:",
    "code": "^[a-z][a-z0-9]*:",
    "check_id": "^[a-z_]+:[a-z][a-z0-9]*:",
}
"""Column to what it begins with in a row of an extension: its namespace."""


def without_extensions(
    marts: "Mapping[str, pl.DataFrame]",
) -> "dict[str, pl.DataFrame]":
    """Public marts without the rows of extensions.

    Nothing says how their counts are linked with others, which the disclosure control
    has to know, and their words are the team's own.

    Args:
        marts: Mart by name, judged.
    """
    return {name: _without(frame) for name, frame in marts.items()}


def _without(frame: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    own = [
        pl.col(column).str.contains(pattern).fill_null(value=False)
        for column, pattern in _NAMED.items()
        if column in frame.columns
    ]
    return frame.filter(~pl.any_horizontal(own)) if own else frame
