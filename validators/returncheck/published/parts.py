"""Holds each figure of a file against the counts that the file prints behind it.

A figure that does not follow is told, not refused: it may have been printed that way.
When many do not, the mapping names the wrong columns.
"""

import polars as pl

from returncheck.catalogue.indicators import indicators
from returncheck.published.figures import NUMBER

_SCALES = {"percent": 100.0, "per_10k": 10_000.0}
_HALF_OF_TEN = 5.0


def not_from_parts(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures that do not follow from their own counts.

    A figure may differ by half a unit of its last digit, and for England and regions
    by what comes of counts to the nearest 10.

    Args:
        figures: Figures with `decimals`, the digits after the point that they have.

    Returns:
        Those that differ by more; shares and rates with both counts alone are held.
    """
    units = pl.DataFrame(
        [
            {"indicator_id": each.indicator_id, "scale": _SCALES[each.unit]}
            for each in indicators()
            if each.unit in _SCALES
        ]
    )
    value, above, below = (
        pl.when(pl.col(name).str.contains(NUMBER)).then(pl.col(name)).cast(pl.Float64)
        for name in ("value", "numerator", "denominator")
    )
    half_a_unit = 0.5 * pl.lit(10.0) ** (-pl.col("decimals")) + 1e-9
    rounding = (
        pl.when(pl.col("area_type") == "authority").then(0.0).otherwise(_HALF_OF_TEN)
    )
    least = pl.col("scale") * (above - rounding) / (below + rounding)
    most = pl.col("scale") * (above + rounding) / (below - rounding)
    beyond = (value < least - half_a_unit) | (value > most + half_a_unit)
    return (
        figures.join(units, on="indicator_id", how="inner")
        .filter((below > rounding) & beyond)
        .drop("scale")
    )
