"""What a release says of areas beside its figures: population, and new authorities.

The columns are those that all files of Explore education statistics share.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import polars as pl

from returncheck.catalogue.authorities import Authority
from returncheck.catalogue.indicators import indicator
from returncheck.files.csv_files import read_frames, read_headings
from returncheck.published.areas.checks import GSS_CODE, LA_CODE, WHOLE
from returncheck.published.areas.held import ENGLAND, LONDON, regions_of
from returncheck.published.areas.tables import AUTHORITIES, POPULATIONS
from returncheck.published.figures import NUMBER

POPULATION: Final = "population_estimate"
"""Heading of the children aged 0 to 17 that a release has its rates from."""

_YEAR_END: Final = "03-31"
_PERIOD, _LEVEL = "time_period", "geographic_level"
_OLD, _NEW, _NAME = "old_la_code", "new_la_code", "la_name"
_REGION, _REGION_NAME = "region_code", "region_name"
_AREA = (_OLD, _NEW, _NAME, _REGION, _REGION_NAME)


def populations_of(path: Path) -> pl.DataFrame | None:
    """The population that a release prints for each area and year.

    Args:
        path: A release that has been read and found right.

    Returns:
        The columns of the seed, all text: the estimate of the middle of the year before
        each year end; where one area has two, neither. None for a release without it.
    """
    rows = _read(path, (_PERIOD, _LEVEL, _OLD, _REGION, POPULATION))
    if rows is None:
        return None
    level = pl.col(_LEVEL).str.to_lowercase()
    is_year = pl.col(_PERIOD).str.contains(r"^20[0-9]{2}$")
    area_type = pl.coalesce(
        pl.when(level == name).then(pl.lit(kind))
        for name, kind in (
            ("national", "england"),
            ("regional", "region"),
            ("local authority", "authority"),
        )
    )
    area_code = (
        pl.when(area_type == "england")
        .then(pl.lit(ENGLAND))
        .when(area_type == "region")
        .then(pl.col(_REGION))
        .otherwise(pl.col(_OLD))
    )
    return (
        rows.filter(is_year & area_type.is_not_null())
        .filter(pl.col(POPULATION).str.contains(WHOLE))
        .select(
            (pl.col(_PERIOD).cast(pl.Int64) - 1).cast(pl.String).alias("mid_year"),
            area_type.alias("area_type"),
            area_code.alias("area_code"),
            pl.col(POPULATION).alias("population_0_17"),
        )
        .drop_nulls()
        .unique()
        .filter(~pl.struct(*POPULATIONS.key).is_duplicated())
        .sort(POPULATIONS.key)
    )


def new_authorities(
    path: Path, figures: pl.DataFrame, known: Mapping[str, Authority]
) -> pl.DataFrame:
    """The authorities that a release names and the project does not know.

    Their first year is that of their first figure. One whose figure is of another year
    end than March counts as there from the next March on.

    Args:
        path: A release that has been read.
        figures: Its figures: indicator_id, year, area_type, area_code, value.
        known: Every known authority.

    Returns:
        The columns of the seed, all text; none without a name, codes and a known
        region, and none whose name or GSS code another one has.
    """
    empty = pl.DataFrame(schema=dict.fromkeys(AUTHORITIES.columns, pl.String))
    first_years = _first_years(figures, known)
    rows = _read(path, (_PERIOD, *_AREA)) if first_years.height else None
    if rows is None:
        return empty
    regions = {code: name for code, name in regions_of(known).items() if code != LONDON}
    in_being = [each for each in known.values() if each.last_year is None]
    newest = rows.sort(_PERIOD).unique(_OLD, keep="last", maintain_order=True)
    return (
        newest.join(first_years, left_on=_OLD, right_on="area_code", how="inner")
        .filter(
            pl.col(_NEW).str.contains(GSS_CODE)
            & pl.col(_NAME).is_not_null()
            & pl.col(_REGION).is_in(list(regions))
            & ~pl.col(_NEW).is_in([each.gss_code for each in known.values()])
            & ~pl.col(_NAME).is_in([each.name for each in in_being])
        )
        .select(
            pl.col(_OLD).alias("la_code"),
            pl.col(_NEW).alias("gss_code"),
            pl.col(_NAME).alias("la_name"),
            pl.col(_REGION).alias("region_code"),
            pl.col(_REGION).replace_strict(regions).alias("region_name"),
            pl.col("first_year").cast(pl.String),
            pl.lit(None, dtype=pl.String).alias("last_year"),
        )
        .filter(
            ~pl.col("gss_code").is_duplicated() & ~pl.col("la_name").is_duplicated()
        )
        .sort("la_code")
    )


def _first_years(figures: pl.DataFrame, known: Mapping[str, Authority]) -> pl.DataFrame:
    """area_code and first_year of each authority that is not known."""
    found = figures.filter(
        (pl.col("area_type") == "authority")
        & pl.col("area_code").str.contains(LA_CODE)
        & ~pl.col("area_code").is_in(list(known))
        & pl.col("value").str.contains(NUMBER)
        & pl.col("year").is_not_null()
    )
    ids = found.get_column("indicator_id").unique().to_list()
    later = [each for each in ids if (indicator(each).year_end or "") > _YEAR_END]
    return found.group_by("area_code").agg(
        (
            pl.col("year").cast(pl.Int64)
            + pl.col("indicator_id").is_in(later).cast(pl.Int64)
        )
        .min()
        .alias("first_year")
    )


def _read(path: Path, columns: tuple[str, ...]) -> pl.DataFrame | None:
    """Some columns of a release as text; None where it lacks one."""
    headings = tuple(heading.lower() for heading in read_headings(path))
    if any(headings.count(name) != 1 for name in columns):
        return None
    frames = list(read_frames(path, headings, columns))
    if not frames:
        return None
    return pl.concat(frames).with_columns(
        pl.col(name).str.strip_chars().replace("", None) for name in columns
    )
