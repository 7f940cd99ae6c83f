"""What the project already holds: the shipped figures, and those imported since."""

import polars as pl

from returncheck.project import project_root
from returncheck.published.symbols import KEY

HELD = (*KEY, "area_type", "numerator", "denominator", "value")
"""Columns of held figures."""

SCHEMA = {name: pl.Int64 if name == "year" else pl.String for name in HELD}


def held_figures(updates: pl.DataFrame) -> pl.DataFrame:
    """The figures that a check would compare with today.

    Args:
        updates: The figures imported so far, as `store` keeps them.

    Returns:
        indicator_id, year (whole number), area_code, area_type, numerator, denominator
        and value as printed; each figure once, an imported one before a shipped one.
    """
    newer = updates.select(HELD)
    older = shipped_figures().select(HELD).join(newer, on=list(KEY), how="anti")
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


def newest_releases(updates: pl.DataFrame) -> dict[str, int]:
    """By indicator, the newest year of the newest release that was taken in.

    Args:
        updates: The figures imported so far, as `store` keeps them.
    """
    path = project_root() / "seeds" / "releases" / "rc_release_series.csv"
    series = pl.read_csv(path, infer_schema=False, null_values="")
    newest: dict[str, int] = {}
    if "newest_release" in series.columns:
        listed = series.select("indicator_id", "newest_release").drop_nulls()
        newest = {name: int(year) for name, year in listed.rows()}
    later = updates.group_by("indicator_id").agg(pl.col("year").cast(pl.Int64).max())
    for name, year in later.rows():
        newest[name] = max(year, newest.get(name, year))
    return newest
