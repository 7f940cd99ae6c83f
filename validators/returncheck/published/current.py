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
    folder = project_root() / "seeds" / "published"
    frames = [
        pl.read_csv(path, infer_schema=False, null_values="")
        for path in sorted(folder.glob("*.csv"))
    ]
    missing = [pl.DataFrame(schema=dict.fromkeys(HELD, pl.String)), *frames]
    shipped = (
        pl.concat(missing, how="diagonal")
        .select(HELD)
        .group_by(KEY, maintain_order=True)
        .agg(pl.col(name).drop_nulls().first() for name in HELD if name not in KEY)
    )
    newer = updates.select(HELD)
    older = shipped.select(HELD).join(newer, on=list(KEY), how="anti")
    return pl.concat([newer, older]).with_columns(pl.col("year").cast(pl.Int64))


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
