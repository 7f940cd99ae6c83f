"""The area that a row of a published file is of."""

from collections.abc import Mapping

import polars as pl

from returncheck.project import project_root
from returncheck.published.mapping import Level, ReleaseMapping

_JOINT = r"^[0-9]{3}( */ *[0-9]{3})+$"


def with_area(
    rows: pl.DataFrame, levels: Mapping[str, Level], mapping: ReleaseMapping
) -> pl.DataFrame:
    """Add the area of each row, a joint row once for each of its authorities.

    Args:
        rows: Rows of a file.
        levels: The kinds of area that it can have rows of.
        mapping: The mapping it was recognised with.

    Returns:
        The rows with `_area_type`, `_area_code` and `_joint_code` (the codes of all
        areas of a joint row, `940 / 941`; else null); rows of other levels are left
        out.
    """
    level = pl.col(mapping.level.lower()).str.to_lowercase()
    placed = rows.with_columns(
        pl.coalesce(
            pl.when(level == kind.name.lower()).then(pl.lit(name))
            for name, kind in levels.items()
        ).alias("_area_type"),
        pl.coalesce(
            pl.when(level == kind.name.lower()).then(pl.col(kind.code.lower()))
            for kind in levels.values()
        ).alias("_area_code"),
    ).filter(pl.col("_area_type").is_not_null())
    is_joint = pl.col("_area_code").str.contains(_JOINT)
    return placed.with_columns(
        pl.when(is_joint).then(pl.col("_area_code")).alias("_joint_code"),
        pl.when(is_joint)
        .then(pl.col("_area_code").str.replace_all(" ", "").str.split("/"))
        .otherwise(pl.concat_list("_area_code"))
        .alias("_area_code"),
    ).explode("_area_code")


def known_areas() -> pl.DataFrame:
    """Every area with figures: area_type, area_code, first_year and last_year.

    The years are those of its existence that end on 31 March; null for no end. England
    and the regions have none.
    """
    folder = project_root() / "seeds" / "areas"
    authorities = pl.read_csv(
        folder / "rc_authorities.csv", infer_schema=False, null_values=""
    )
    populations = pl.read_csv(folder / "rc_population_0_17.csv", infer_schema=False)
    return pl.concat(
        [
            authorities.select(
                pl.lit("authority").alias("area_type"),
                pl.col("la_code").alias("area_code"),
                pl.col("first_year").cast(pl.Int64),
                pl.col("last_year").cast(pl.Int64),
            ),
            populations.filter(pl.col("area_type") != "authority")
            .select("area_type", "area_code")
            .unique()
            .with_columns(
                pl.lit(None, dtype=pl.Int64).alias("first_year"),
                pl.lit(None, dtype=pl.Int64).alias("last_year"),
            ),
        ]
    )
