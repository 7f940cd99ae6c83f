"""What a release says of areas beside its figures: what they are called, and more."""

import polars as pl

from returncheck.published.areas import with_area
from returncheck.published.mapping import ReleaseMapping
from returncheck.published.periods import with_year
from returncheck.published.reader import OF_AREAS, PublishedFile

SCHEMA = {
    "year": pl.Int64,
    "area_type": pl.String,
    "area_code": pl.String,
    "gss_code": pl.String,
    "la_name": pl.String,
    "region_code": pl.String,
    "population": pl.String,
}
"""Columns of what a release says of areas, each null where it does not say it."""


def said_of_areas(file: PublishedFile, mapping: ReleaseMapping) -> pl.DataFrame:
    """What a file says of areas; rows of several authorities are left out.

    Args:
        file: The file.
        mapping: The mapping it was recognised with.

    Returns:
        The columns of `SCHEMA`, each row once, in the order of the file.
    """
    rows = with_area(
        with_year(file.rows, file.release, mapping), file.levels, mapping
    ).filter(pl.col("_joint_code").is_null())
    regions = file.levels.get("region")
    region = None if regions is None else regions.code.lower()
    gss_code, la_name, population = OF_AREAS

    def text(name: str | None) -> pl.Expr:
        there = name is not None and name in rows.columns
        return pl.col(name or "") if there else pl.lit(None, dtype=pl.String)

    return rows.select(
        pl.col("_year").cast(pl.Int64).alias("year"),
        pl.col("_area_type").alias("area_type"),
        pl.col("_area_code").alias("area_code"),
        text(gss_code).alias("gss_code"),
        text(la_name).alias("la_name"),
        text(region).alias("region_code"),
        text(population).alias("population"),
    ).unique(maintain_order=True)
