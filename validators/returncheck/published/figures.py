"""The figures of a published file: an indicator, a year and an area each.

Rows whose time or area cannot be read stay in, with nulls; `checks` speaks of them.
"""

import polars as pl

from returncheck.published.areas import with_area
from returncheck.published.cells import Combined, Leaf, Population, Where, merged
from returncheck.published.computing import with_computed, without_odd_population
from returncheck.published.evaluate import Evaluator, rows_where
from returncheck.published.mapping import ReleaseMapping, Series
from returncheck.published.periods import with_year
from returncheck.published.reader import PublishedFile

SCHEMA = {
    "row_number": pl.Int64,
    "time_period": pl.String,
    "time_identifier": pl.String,
    "indicator_id": pl.String,
    "year": pl.Int64,
    "area_type": pl.String,
    "area_code": pl.String,
    "joint_code": pl.String,
    "numerator": pl.String,
    "denominator": pl.String,
    "value": pl.String,
    "is_computed": pl.Boolean,
    "is_over_population": pl.Boolean,
}
"""Columns of the figures of a file. `joint_code`: the codes of the areas that have the
figure together, or null. `is_computed`: the file prints no value.
`is_over_population`: its denominator is a population that the file does not print."""


def figures_of(
    file: PublishedFile, mapping: ReleaseMapping, populations: pl.DataFrame
) -> pl.DataFrame:
    """All figures of a file.

    Args:
        file: The file.
        mapping: The mapping it was recognised with.
        populations: Children aged 0 to 17: year (of the figures that are over them),
            area_type, area_code, population.

    Returns:
        The columns of `SCHEMA`, in the order of the mapping, then of the file. Rows of
        other levels are left out, and what follows from rows that are not there.
    """
    rows = with_year(file.rows, file.release, mapping)
    rows = with_area(rows, file.levels, mapping)
    if not file.series:
        return pl.DataFrame(schema=SCHEMA)
    return pl.concat([_series(rows, each, populations) for each in file.series])


def rows_of_series(rows: pl.DataFrame, series: Series) -> pl.DataFrame:
    """The rows of a file that a series means."""
    return rows_where(rows, where_of_rows(series))


def where_of_rows(series: Series) -> Where:
    """What a series asks of the rows that its first cell stands in."""
    return merged(series.where, _first_leaf(series).where)


def _first_leaf(series: Series) -> Leaf:
    found = series.value or series.numerator
    while isinstance(found, Combined):
        found = found.cells[0]
    if not isinstance(found, Leaf):
        raise TypeError(f"{series.indicator_id} has no cell of its own")
    return found


def _series(
    rows: pl.DataFrame, series: Series, populations: pl.DataFrame
) -> pl.DataFrame:
    cells = Evaluator(rows, series, _first_leaf(series))
    frame = cells.rows.select(
        "row_number",
        pl.col("_time_period").alias("time_period"),
        pl.col("_time_identifier").alias("time_identifier"),
        pl.lit(series.indicator_id).alias("indicator_id"),
        pl.col("_year").cast(pl.Int64).alias("year"),
        pl.col("_area_type").alias("area_type"),
        pl.col("_area_code").alias("area_code"),
        pl.col("_joint_code").alias("joint_code"),
    ).with_columns(
        cells.texts(series.numerator).alias("numerator"),
        cells.texts(series.denominator).alias("denominator"),
        cells.texts(series.value).alias("value"),
    )
    is_over_all = isinstance(series.denominator, Population)
    if is_over_all:
        frame = (
            frame.drop("denominator")
            .join(
                populations.rename({"population": "denominator"}),
                on=["year", "area_type", "area_code"],
                how="left",
                maintain_order="left",
            )
            .with_columns(
                # A joint figure is over the children of both areas, which is no row.
                pl.when(pl.col("joint_code").is_null()).then(pl.col("denominator"))
            )
        )
    if series.value is None:
        frame = with_computed(frame, series.indicator_id)
        if is_over_all:
            # A year without any population has no rates, be it of suppressed counts.
            has_year = pl.col("denominator").is_not_null().any().over("year")
            frame = frame.with_columns(pl.when(has_year).then(pl.col("value")))
    else:
        frame = frame.with_columns(pl.lit(value=False).alias("is_computed"))
        if isinstance(series.value, Combined):
            frame = frame.filter(pl.col("value").is_not_null())
        if is_over_all:
            frame = without_odd_population(frame)
    return (
        frame.filter(series.years.have().fill_null(value=True))
        .with_columns(pl.lit(is_over_all).alias("is_over_population"))
        .select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
    )
