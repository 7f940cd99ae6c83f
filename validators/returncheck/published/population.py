"""The children aged 0 to 17 that rates are over, by the year of the rates.

A year's rates are over the estimate for the middle of the year before.
"""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from returncheck.catalogue.indicators import indicators
from returncheck.project import project_root
from returncheck.published.symbols import NUMBER

SCHEMA = {
    "year": pl.Int64,
    "area_type": pl.String,
    "area_code": pl.String,
    "population": pl.String,
}
"""Columns of populations; `year` is that of the rates."""

_PLACE = ("year", "area_type", "area_code")
_CHILDREN = "children aged 0-17"


def held_populations(folder: Path | None = None) -> pl.DataFrame:
    """The shipped estimates, and those imported since in their place.

    Args:
        folder: Where imports are kept; None for the shipped ones alone.

    Returns:
        The columns of `SCHEMA`.
    """
    path = project_root() / "seeds" / "areas" / "rc_population_0_17.csv"
    return pl.read_csv(path, infer_schema=False).select(
        (pl.col("mid_year").cast(pl.Int64) + 1).alias("year"),
        "area_type",
        "area_code",
        pl.col("population_0_17").alias("population"),
    )


def with_printed(
    populations: pl.DataFrame, figures: Iterable[pl.DataFrame]
) -> pl.DataFrame:
    """Populations with those of other years that releases print beside their rates.

    Args:
        populations: The populations that are held.
        figures: Figures with area_type, year, denominator and indicator_id.
    """
    over_all = [
        each.indicator_id
        for each in indicators()
        if each.unit == "per_10k" and each.denominator == _CHILDREN
    ]
    known_years = populations.select("year").unique()
    found = [populations]
    for frame in figures:
        printed = frame.filter(
            pl.col("indicator_id").is_in(over_all)
            & pl.col("denominator").str.contains(NUMBER)
        ).select(
            pl.col("year").cast(pl.Int64),
            "area_type",
            "area_code",
            pl.col("denominator").alias("population"),
        )
        found.append(printed.join(known_years, on="year", how="anti"))
    return pl.concat(found).unique(list(_PLACE), keep="first", maintain_order=True)
