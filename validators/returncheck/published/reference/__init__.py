"""Brings authorities, population estimates and neighbour models up to date.

`importing` takes files, `taking` holds their rows against those that are held, `store`
keeps them beside the imported figures.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def area_updates_in_use(folder: Path | None) -> "Mapping[str, pl.DataFrame]":
    """What a check is to use of what was imported about areas.

    Args:
        folder: Where it is kept; None for nothing.

    Returns:
        Name of each raw table to its rows, all text.

    Raises:
        InputError: A file there is not one that an import wrote.
    """
    from returncheck.published.reference.store import read_area_updates

    return read_area_updates(folder)
