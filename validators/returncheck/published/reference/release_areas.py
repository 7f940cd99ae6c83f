"""What is taken of a release beside its figures: population, and new authorities."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import polars as pl

from returncheck.catalogue.authorities import Authority
from returncheck.catalogue.indicators import indicators
from returncheck.published.reference.checks import GSS_CODE, LA_CODE, WHOLE
from returncheck.published.reference.held import LONDON, regions_of
from returncheck.published.reference.tables import AUTHORITIES, POPULATIONS
from returncheck.published.symbols import NUMBER

_YEAR_END: Final = "03-31"


def populations_of(said: pl.DataFrame) -> pl.DataFrame:
    """The population that a release prints for each area and year.

    Args:
        said: year, area_type, area_code and population, as the release has them.

    Returns:
        The columns of the seed, all text: the estimate of the middle of the year before
        each year end. Where one area has two, neither.
    """
    return (
        said.filter(pl.col("population").str.contains(WHOLE))
        .select(
            (pl.col("year") - 1).cast(pl.String).alias("mid_year"),
            "area_type",
            "area_code",
            pl.col("population").alias("population_0_17"),
        )
        .drop_nulls()
        .unique()
        .filter(~pl.struct(*POPULATIONS.key).is_duplicated())
        .sort(POPULATIONS.key)
    )


def new_authorities(
    said: Iterable[pl.DataFrame],
    figures: Iterable[pl.DataFrame],
    known: Mapping[str, Authority],
) -> pl.DataFrame:
    """The authorities that releases name and the project does not know.

    The first year is that of the first figure in any of them. A year that ends after
    March has a new authority one year sooner than the first March.

    Args:
        said: Of each release what it says of areas, as `said_of_areas` has it.
        figures: Of each indicator_id, year, area_type, area_code, value.
        known: Every known authority.

    Returns:
        The columns of the seed, all text, and `hindrance`: why one cannot be taken in;
        null where it can.
    """
    first_years = _first_years(figures, known)
    regions = {code: name for code, name in regions_of(known).items() if code != LONDON}
    parts = ["area_code", "gss_code", "la_name", "region_code", "year"]
    rows = pl.concat([each.filter(_is_authority()).select(parts) for each in said])
    newest = (
        rows.sort("year", maintain_order=True)
        .unique("area_code", keep="last", maintain_order=True)
        .join(first_years, on="area_code", how="inner")
        .sort("area_code")
    )
    found = [
        {
            "la_code": row["area_code"],
            "gss_code": row["gss_code"],
            "la_name": row["la_name"],
            "region_code": row["region_code"],
            "region_name": regions.get(row["region_code"]),
            "first_year": str(row["first_year"]),
            "last_year": None,
            "hindrance": _hindrance(row, newest, known, regions),
        }
        for row in newest.iter_rows(named=True)
    ]
    columns = [*AUTHORITIES.columns, "hindrance"]
    return pl.DataFrame(found, schema=dict.fromkeys(columns, pl.String))


def _hindrance(
    row: dict[str, Any],
    newest: pl.DataFrame,
    known: Mapping[str, Authority],
    regions: Mapping[str, str],
) -> str | None:
    """Why an authority cannot be taken in from a release; None where it can."""
    name, gss_code = row["la_name"], row["gss_code"]
    if name is None or not re.fullmatch(GSS_CODE, gss_code or ""):
        return "the release has not its name and its GSS code"
    if row["region_code"] not in regions:
        return f"its region '{row['region_code'] or ''}' is not known"
    if newest.filter((pl.col("gss_code") == gss_code) | (pl.col("la_name") == name))[
        1:
    ].height:
        return "another new one has its name or its GSS code"
    for code, each in known.items():
        if each.gss_code == gss_code:
            return f"{code} {each.name} has its GSS code {gss_code}"
        if each.name == name and each.last_year is None:
            return (
                f"{code} has its name; import its last year with a file of authorities"
            )
    return None


def _is_authority() -> pl.Expr:
    return (pl.col("area_type") == "authority") & pl.col("area_code").str.contains(
        LA_CODE
    )


def _first_years(
    figures: Iterable[pl.DataFrame], known: Mapping[str, Authority]
) -> pl.DataFrame:
    """area_code and first_year of each authority that is not known."""
    later = [each.indicator_id for each in indicators() if each.year_end > _YEAR_END]
    columns = ["indicator_id", "year", "area_code"]
    found = pl.concat(
        [
            each.filter(
                _is_authority()
                & ~pl.col("area_code").is_in(list(known))
                & pl.col("value").str.contains(NUMBER)
                & pl.col("year").is_not_null()
            ).select(columns)
            for each in figures
        ]
    )
    shift = pl.col("indicator_id").is_in(later).cast(pl.Int64)
    return found.group_by("area_code").agg(
        (pl.col("year") + shift).min().alias("first_year")
    )
