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
    shipped = shipped_figures()
    newer = updates.select(_FIGURE)
    older = shipped.select(_FIGURE).join(newer, on=list(KEY), how="anti")
    return pl.concat([newer, older]).with_columns(pl.col("year").cast(pl.Int64))


def shipped_figures() -> pl.DataFrame:
    """The figures that come with the project.

    Returns:
        indicator_id, year, area_type, area_code, value, numerator and denominator, all
        text as printed, with the symbols of the releases; null where there is none.
    """
    folder = project_root() / "seeds" / "published"
    files = sorted(folder.glob("*.csv"))
    return pl.concat(
        [pl.read_csv(file, infer_schema=False, null_values="") for file in files]
    )


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
