"""The year that a row of a published file is of."""

import polars as pl

from returncheck.published.mapping import Release, ReleaseMapping


def with_year(
    rows: pl.DataFrame, release: Release, mapping: ReleaseMapping
) -> pl.DataFrame:
    """Add the year in which the period of each row ends.

    Args:
        rows: Rows of a file.
        release: What it is.
        mapping: The mapping it was recognised with.

    Returns:
        The rows with `_time_period`, `_time_identifier` and `_year`, null where the
        period is none that the release has.
    """
    period = pl.col(mapping.time_period.lower())
    kind = pl.col(mapping.time_identifier.lower())
    allowed = [name.lower() for name in release.time_identifiers]
    return rows.with_columns(
        period.alias("_time_period"),
        kind.alias("_time_identifier"),
        pl.when(kind.str.to_lowercase().is_in(allowed))
        .then(year_of(period))
        .alias("_year"),
    )


def year_of(period: pl.Expr) -> pl.Expr:
    """The year in which a period ends: 2025 of `2025` and of `202425`, else null."""
    first = period.str.slice(0, 4).cast(pl.Int64, strict=False)
    last = period.str.slice(4, 2).cast(pl.Int64, strict=False)
    return (
        pl.when(period.str.contains(r"^(19|20)[0-9]{2}$"))
        .then(first)
        .when(
            period.str.contains(r"^(19|20)[0-9]{4}$") & (last == (first + 1) % 100),
        )
        .then(first + 1)
    )
