"""Holds the figures of a file against those that the project has."""

from enum import StrEnum

import polars as pl

from returncheck.catalogue.indicators import indicators
from returncheck.catalogue.units import SCALES
from returncheck.published.computing import decimals_of, is_from_parts, number
from returncheck.published.symbols import KEY, NUMBER

_PARTS = ("numerator", "denominator")


class Standing(StrEnum):
    """What a figure is to those that the project has."""

    ADDED = "added"
    SAME = "same"
    COMPLETED = "completed"
    """The same, with counts that were not held."""
    REVISED = "revised"


def compared(figures: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Say of each figure whether it is new, known or revised.

    Two rounded figures agree when they differ by no more than half a unit of the
    coarser one. Counts that are held agree when they are equal. A figure that the file
    does not print is the held one as long as its counts are.

    Args:
        figures: The figures of a file, which `checks` has found right.
        held: The figures that the project has.

    Returns:
        The figures with `standing`, `is_new_year` (nothing of that indicator and year
        is held), `held_value`, `held_numerator`, `held_denominator` and `decimals`
        (the digits after the point within which figures are compared).
    """
    known_years = held.select("indicator_id", "year").unique()
    before = held.drop("area_type").rename(
        {name: f"held_{name}" for name in ("value", *_PARTS)}
    )
    joined = (
        figures.join(before, on=list(KEY), how="left", maintain_order="left")
        .join(
            known_years.with_columns(pl.lit(value=False).alias("is_new_year")),
            on=["indicator_id", "year"],
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.col("is_new_year").fill_null(value=True))
    )
    kept = _with_printed(joined)
    return _with_decimals(kept, held).with_columns(_standing().alias("standing"))


def _with_printed(joined: pl.DataFrame) -> pl.DataFrame:
    """The printed values that are held, in place of those computed of the same counts.

    A rate that the population of today does not give was printed on an earlier
    estimate: the release that prints the counts alone has taken it back.
    """
    scale = pl.col("indicator_id").replace_strict(
        {i.indicator_id: SCALES.get(i.unit, 1.0) for i in indicators()},
        return_dtype=pl.Float64,
    )
    was = joined.with_columns(pl.col("held_value").alias("value"))
    follows = was.select(
        is_from_parts(scale, decimals_of("value")).fill_null(value=True).alias("given")
    ).get_column("given")
    stays = (
        pl.col("is_computed")
        & pl.col("held_value").is_not_null()
        & (_text_of("numerator") == _text_of("held_numerator"))
        & ~_part_differs("denominator")
        & (follows | ~pl.col("is_over_population"))
    ).fill_null(value=False)
    return joined.with_columns(
        pl.when(stays).then(pl.col("held_value")).otherwise("value").alias("value"),
        (pl.col("is_computed") & ~stays).alias("is_computed"),
    )


def _standing() -> pl.Expr:
    value, before = pl.col("value"), pl.col("held_value")
    difference = (number("value") - number("held_value")).abs()
    half_a_unit = 0.5 * pl.lit(10.0) ** (-pl.col("decimals"))
    differs = (
        pl.when(value.str.contains(NUMBER) & before.str.contains(NUMBER))
        .then(difference > half_a_unit + 1e-9)
        .otherwise(value != before)
    )
    gains = pl.any_horizontal(
        pl.col(f"held_{name}").is_null() & pl.col(name).is_not_null() for name in _PARTS
    )
    return (
        pl.when(before.is_null())
        .then(pl.lit(Standing.ADDED.value))
        .when(differs | _part_differs("numerator") | _part_differs("denominator"))
        .then(pl.lit(Standing.REVISED.value))
        .when(gains)
        .then(pl.lit(Standing.COMPLETED.value))
        .otherwise(pl.lit(Standing.SAME.value))
    )


def _text_of(name: str) -> pl.Expr:
    """A count as it is, with one text for `100` and `100.0`."""
    return pl.coalesce(number(name).cast(pl.String), pl.col(name))


def _part_differs(name: str) -> pl.Expr:
    """Whether both have a count, and not the same."""
    return (_text_of(name) != _text_of(f"held_{name}")).fill_null(value=False)


def _with_decimals(joined: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Add the digits after the point: of catalogue, file or held figures, the fewest.

    A file leaves trailing zeros out, so what it prints is the most of all its figures.
    """
    catalogue = pl.DataFrame(
        [
            {"indicator_id": each.indicator_id, "usual": each.published_decimals}
            for each in indicators()
        ],
        schema={"indicator_id": pl.String, "usual": pl.Int64},
    )
    most = decimals_of("value").max()
    printed = joined.group_by("indicator_id").agg(most.alias("printed"))
    before = held.group_by("indicator_id").agg(most.alias("before"))
    return (
        joined.join(printed, on="indicator_id", how="left", maintain_order="left")
        .join(catalogue, on="indicator_id", how="left", maintain_order="left")
        .join(before, on="indicator_id", how="left", maintain_order="left")
        .with_columns(pl.min_horizontal("printed", "usual", "before").alias("decimals"))
        .drop("printed", "usual", "before")
    )
