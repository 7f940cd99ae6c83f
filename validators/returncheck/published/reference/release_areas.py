"""What is taken of a release beside its figures: population, and new authorities."""

from collections.abc import Iterable, Mapping
from typing import Final

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
        said: Of each release area_type, area_code, gss_code, la_name, region_code, year.
        figures: Of each indicator_id, year, area_type, area_code, value.
        known: Every known authority.

    Returns:
        The columns of the seed, all text; none without a name, codes and a known
        region, and none whose name or GSS code another one has.
    """
    first_years = _first_years(figures, known)
    regions = {code: name for code, name in regions_of(known).items() if code != LONDON}
    names = [each.name for each in known.values() if each.last_year is None]
    gss_codes = [each.gss_code for each in known.values()]
    parts = ["area_code", "gss_code", "la_name", "region_code", "year"]
    rows = pl.concat([each.filter(_is_authority()).select(parts) for each in said])
    return (
        rows.filter(
            pl.col("gss_code").str.contains(GSS_CODE)
            & pl.col("la_name").is_not_null()
            & pl.col("region_code").is_in(list(regions))
            & ~pl.col("gss_code").is_in(gss_codes)
            & ~pl.col("la_name").is_in(names)
        )
        .sort("year", maintain_order=True)
        .unique("area_code", keep="last", maintain_order=True)
        .join(first_years, on="area_code", how="inner")
        .select(
            pl.col("area_code").alias("la_code"),
            "gss_code",
            "la_name",
            "region_code",
            pl.col("region_code")
            .replace_strict(regions, return_dtype=pl.String)
            .alias("region_name"),
            pl.col("first_year").cast(pl.String),
            pl.lit(None, dtype=pl.String).alias("last_year"),
        )
        .filter(
            ~pl.col("gss_code").is_duplicated() & ~pl.col("la_name").is_duplicated()
        )
        .select(AUTHORITIES.columns)
        .sort("la_code")
    )


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
