"""What the project already holds: the shipped figures, and those imported since."""

import polars as pl

from returncheck.project import project_root
from returncheck.published.figures import KEY

_FIGURE = (*KEY, "numerator", "denominator", "value")


def held_figures(updates: pl.DataFrame) -> pl.DataFrame:
    """The figures that a check would compare with today.

    Args:
        updates: The figures imported so far, as `store` keeps them.

    Returns:
        indicator_id, year (whole number), area_code, numerator, denominator and value
        as printed; each figure once, an imported one before a shipped one.
    """
    folder = project_root() / "seeds" / "published"
    values: list[pl.DataFrame] = []
    counts: list[pl.DataFrame] = []
    for path in sorted(folder.glob("rc_published_*.csv")):
        frame = pl.read_csv(path, infer_schema=False, null_values="")
        (counts if "numerator" in frame.columns else values).append(frame)
    with_counts = pl.concat(counts).select(_FIGURE)
    shipped = pl.concat(values).select(*KEY, "value")
    both = shipped.join(
        with_counts, on=list(KEY), how="full", coalesce=True, suffix="_counted"
    ).with_columns(pl.coalesce("value", "value_counted").alias("value"))
    newer = updates.select(_FIGURE)
    older = both.select(_FIGURE).join(newer, on=list(KEY), how="anti")
    return pl.concat([newer, older]).with_columns(pl.col("year").cast(pl.Int64))


def known_areas() -> pl.DataFrame:
    """Every area with figures: area_type and area_code."""
    areas = project_root() / "seeds" / "areas"
    authorities = pl.read_csv(areas / "rc_authorities.csv", infer_schema=False)
    populations = pl.read_csv(areas / "rc_population_0_17.csv", infer_schema=False)
    return pl.concat(
        [
            authorities.select(
                pl.lit("authority").alias("area_type"),
                pl.col("la_code").alias("area_code"),
            ),
            populations.filter(pl.col("area_type") != "authority").select(
                "area_type", "area_code"
            ),
        ]
    ).unique()
