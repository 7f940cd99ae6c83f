"""What the project holds about areas: what ships, and what was imported since."""

from collections.abc import Mapping

import polars as pl

from returncheck.catalogue.authorities import Authority, authority_of
from returncheck.published.reference.tables import (
    AUTHORITIES,
    NEIGHBOURS,
    POPULATIONS,
    AreaTable,
)
from returncheck.returns.tables import within_years

LONDON = "E12000007"
"""Region without authorities of its own: they lie in Inner or in Outer London."""

ENGLAND = "E92000001"

Updates = Mapping[str, pl.DataFrame]
"""Name of a raw table to what was imported into it."""


def held_rows(table: AreaTable, updates: Updates) -> pl.DataFrame:
    """The rows that a check would use today.

    Args:
        table: The table.
        updates: What was imported.

    Returns:
        The columns of the seed, all text; an imported row before a shipped one. An
        imported neighbour model takes the place of the shipped one of its year, whole.
    """
    imported = updates[table.name].select(table.columns)
    key = ["model"] if table is NEIGHBOURS else list(table.key)
    shipped = table.shipped()
    return pl.concat([imported, shipped.join(imported, on=key, how="anti")])


def held_authorities(updates: Updates) -> dict[str, Authority]:
    """Every authority that is known, by its three-digit code.

    Args:
        updates: What was imported.
    """
    rows = held_rows(AUTHORITIES, updates).iter_rows(named=True)
    found = (authority_of(row) for row in rows)
    return {each.la_code: each for each in found}


def imported_ones(updates: Updates) -> list[Authority]:
    """The authorities that were imported.

    Args:
        updates: What was imported.
    """
    return [
        authority_of(row) for row in updates[AUTHORITIES.name].iter_rows(named=True)
    ]


def is_in_being(authority: Authority, year: int) -> bool:
    """Whether an authority is there in a year that ends on 31 March.

    Args:
        authority: The authority.
        year: The year.
    """
    return within_years(year, authority.first_year, authority.last_year)


def regions_of(authorities: Mapping[str, Authority]) -> dict[str, str]:
    """Code of each region that authorities lie in, and London's, to its name.

    Args:
        authorities: The authorities.
    """
    found = {each.region_code: each.region_name for each in authorities.values()}
    return {**found, LONDON: "London"}


def areas_known(updates: Updates) -> pl.DataFrame:
    """Every area that may have figures.

    Args:
        updates: What was imported.

    Returns:
        area_type, area_code, first_year and last_year, each area once. The years are
        those of an authority that end on 31 March; null for no end, and for others.
    """
    no_year = pl.lit(None, dtype=pl.Int64)
    return pl.concat(
        [
            held_rows(AUTHORITIES, updates).select(
                pl.lit("authority").alias("area_type"),
                pl.col("la_code").alias("area_code"),
                pl.col("first_year").cast(pl.Int64),
                pl.col("last_year").cast(pl.Int64),
            ),
            POPULATIONS.shipped()
            .filter(pl.col("area_type") != "authority")
            .select("area_type", "area_code")
            .unique(maintain_order=True)
            .with_columns(no_year.alias("first_year"), no_year.alias("last_year")),
        ]
    )
