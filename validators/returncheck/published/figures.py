"""The figures of a published file as printed: an indicator, a year and an area each.

Rows whose time or area cannot be read stay in, with nulls; `checks` speaks of them.
"""

import polars as pl

from returncheck.published.mapping import ReleaseMapping
from returncheck.published.reader import Columns, PublishedFile

SYMBOLS = {
    "c": "suppressed",
    "x": "not available",
    "z": "not applicable",
    "u": "low reliability",
    "low": "rounds to nothing",
    "k": "rounds to nothing",
}
"""What may stand in the place of a figure, and what it means."""

NUMBER = r"^-?[0-9]+([.][0-9]+)?$"
"""A figure as the releases print it."""

KEY = ("indicator_id", "year", "area_code")
"""What names a figure."""


def figures_of(file: PublishedFile, mapping: ReleaseMapping) -> pl.DataFrame:
    """All figures of a file.

    Args:
        file: The file.
        mapping: The mapping it was recognised with.

    Returns:
        Columns row_number, time_period, time_identifier, indicator_id, year (null when
        it cannot be read), area_type, area_code, numerator, denominator, value; in the
        order of the mapping, then of the file. Rows of other levels are left out.
    """
    rows = _with_area(_with_year(file, mapping), mapping)
    return pl.concat([_series(rows, columns) for columns in file.columns])


def rows_of_series(rows: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """The rows of a file that a series means."""
    for name, value in columns.series.where.items():
        rows = rows.filter(pl.col(name.lower()) == value)
    return rows


def _with_year(file: PublishedFile, mapping: ReleaseMapping) -> pl.DataFrame:
    period = pl.col(mapping.time_period.lower())
    kind = pl.col(mapping.time_identifier.lower()).str.to_lowercase()
    first = period.str.slice(0, 4).cast(pl.Int64, strict=False)
    last = period.str.slice(4, 2).cast(pl.Int64, strict=False)
    year = (
        pl.when(period.str.contains(r"^(19|20)[0-9]{2}$"))
        .then(first)
        .when(
            period.str.contains(r"^(19|20)[0-9]{4}$") & (last == (first + 1) % 100),
        )
        .then(first + 1)
    )
    allowed = [name.lower() for name in file.release.time_identifiers]
    return file.rows.with_columns(
        period.alias("_time_period"),
        pl.col(mapping.time_identifier.lower()).alias("_time_identifier"),
        pl.when(kind.is_in(allowed)).then(year).alias("_year"),
    )


def _with_area(rows: pl.DataFrame, mapping: ReleaseMapping) -> pl.DataFrame:
    level = pl.col(mapping.level.lower()).str.to_lowercase()
    kinds = mapping.levels.items()
    return rows.with_columns(
        pl.coalesce(
            pl.when(level == kind.name.lower()).then(pl.lit(name))
            for name, kind in kinds
        ).alias("_area_type"),
        pl.coalesce(
            pl.when(level == kind.name.lower()).then(pl.col(kind.code.lower()))
            for _, kind in kinds
        ).alias("_area_code"),
    ).filter(pl.col("_area_type").is_not_null())


def _series(rows: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    def text(name: str | None) -> pl.Expr:
        return pl.lit(None, dtype=pl.String) if name is None else pl.col(name)

    return rows_of_series(rows, columns).select(
        "row_number",
        pl.col("_time_period").alias("time_period"),
        pl.col("_time_identifier").alias("time_identifier"),
        pl.lit(columns.series.indicator_id).alias("indicator_id"),
        pl.col("_year").cast(pl.Int64).alias("year"),
        pl.col("_area_type").alias("area_type"),
        pl.col("_area_code").alias("area_code"),
        text(columns.numerator).alias("numerator"),
        text(columns.denominator).alias("denominator"),
        text(columns.value).alias("value"),
    )
