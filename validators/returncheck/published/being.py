"""Which figures are of authorities that had not begun yet, or were gone."""

import polars as pl

from returncheck.catalogue.indicators import indicators

_MARCH = "03-31"


def with_being(figures: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """Say of each figure of a known area whether it is outside the area's years.

    Args:
        figures: Figures; those of areas that are not known are left out.
        areas: The areas that are known, as `areas.known_areas` gives them.

    Returns:
        The figures with `is_outside`.
    """
    known = figures.join(
        areas, on=["area_type", "area_code"], how="inner", maintain_order="left"
    )
    # A year that ends after 31 March has its authorities one year sooner, both ways.
    later = pl.col("indicator_id").is_in(
        [each.indicator_id for each in indicators() if each.year_end > _MARCH]
    )
    shift = pl.when(later).then(1).otherwise(0)
    # The first year of all is that of the oldest release, not of the authorities.
    start = areas.get_column("first_year").min()
    is_before = (pl.col("first_year") > start) & (
        pl.col("year") < pl.col("first_year") - shift
    )
    is_after = pl.col("year") > pl.col("last_year") - shift
    is_outside = (is_before | is_after).fill_null(value=False)
    return known.with_columns(is_outside.alias("is_outside"))
