"""Holds the figures of a file against those that the project has."""

from enum import StrEnum

import polars as pl

from returncheck.catalogue.indicators import indicators
from returncheck.published.figures import KEY, NUMBER


class Standing(StrEnum):
    """What a figure is to those that the project has."""

    ADDED = "added"
    SAME = "same"
    REVISED = "revised"


def compared(figures: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Say of each figure whether it is new, known or revised.

    Two rounded figures agree when they differ by no more than half a unit of the
    coarser one. Counts that are held agree when they are equal. A symbol of a year of
    which the project has the other areas says what the gap there says.

    Args:
        figures: The figures of a file, which `checks` has found right.
        held: The figures that the project has.

    Returns:
        The figures with `standing`, `is_new_year` (nothing of that indicator and year
        is held), `held_value`, `held_numerator`, `held_denominator` and `decimals`
        (the digits after the point within which figures are compared).
    """
    known_years = held.select("indicator_id", "year").unique()
    joined = (
        figures.join(held, on=list(KEY), how="left", suffix="_held")
        .join(
            known_years.with_columns(pl.lit(value=False).alias("is_new_year")),
            on=["indicator_id", "year"],
            how="left",
        )
        .join(_decimals(figures), on="indicator_id", how="left")
        .with_columns(pl.col("is_new_year").fill_null(value=True))
        .rename(
            {f"{n}_held": f"held_{n}" for n in ("value", "numerator", "denominator")}
        )
    )
    value, before = pl.col("value"), pl.col("held_value")
    difference = (_number("value") - _number("held_value")).abs()
    half_a_unit = 0.5 * pl.lit(10.0) ** (-pl.col("decimals"))
    differs = (
        pl.when(value.str.contains(NUMBER) & before.str.contains(NUMBER))
        .then(difference > half_a_unit + 1e-9)
        .otherwise(value != before)
    )
    is_gap = ~value.str.contains(NUMBER) & ~pl.col("is_new_year")
    standing = (
        pl.when(before.is_null() & is_gap)
        .then(pl.lit(Standing.SAME.value))
        .when(before.is_null())
        .then(pl.lit(Standing.ADDED.value))
        .when(differs | _count_differs("numerator") | _count_differs("denominator"))
        .then(pl.lit(Standing.REVISED.value))
        .otherwise(pl.lit(Standing.SAME.value))
    )
    return joined.with_columns(standing.alias("standing"))


def _number(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Float64, strict=False)


def _count_differs(name: str) -> pl.Expr:
    """Whether both print a count, and not the same."""
    return (_number(name) != _number(f"held_{name}")).fill_null(value=False)


def _decimals(figures: pl.DataFrame) -> pl.DataFrame:
    """Digits after the point, by indicator: of the catalogue or the file, the fewer.

    A file leaves trailing zeros out, so what it prints is the most of all its figures.
    """
    catalogue = pl.DataFrame(
        [
            {"indicator_id": each.indicator_id, "usual": each.published_decimals}
            for each in indicators()
        ],
        schema={"indicator_id": pl.String, "usual": pl.Int64},
    )
    after_point = pl.col("value").str.extract(r"[.]([0-9]+)$").str.len_chars()
    printed = figures.group_by("indicator_id").agg(
        after_point.fill_null(0).max().cast(pl.Int64).alias("printed")
    )
    return printed.join(catalogue, on="indicator_id", how="left").select(
        "indicator_id", pl.min_horizontal("printed", "usual").alias("decimals")
    )
