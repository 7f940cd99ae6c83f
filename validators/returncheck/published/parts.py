"""Holds each figure of a file against the counts that the file prints behind it.

A figure that does not follow is told, not refused: it may have been printed that way.
When many do not, the mapping names the wrong columns.
"""

import polars as pl

from returncheck.catalogue.indicators import indicators
from returncheck.catalogue.units import SCALES
from returncheck.published.computing import is_from_parts


def not_from_parts(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures that do not follow from their own counts.

    Args:
        figures: Figures with `decimals`, the digits after the point that they have.

    Returns:
        Those that differ by more than rounding; shares and rates with both counts
        alone are held.
    """
    units = pl.DataFrame(
        [
            {"indicator_id": each.indicator_id, "scale": SCALES[each.unit]}
            for each in indicators()
            if each.unit in SCALES
        ]
    )
    follows = is_from_parts(pl.col("scale"), pl.col("decimals"))
    return (
        figures.join(units, on="indicator_id", how="inner", maintain_order="left")
        .filter(~follows)
        .drop("scale")
    )
