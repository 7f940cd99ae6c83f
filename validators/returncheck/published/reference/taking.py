"""Holds rows about areas against those that the project has, and takes what is new."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from returncheck.published.reference.held import Updates, held_rows
from returncheck.published.reference.tables import AUTHORITIES, NEIGHBOURS, AreaTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of the rows of a file.

    Attributes:
        table: The table that they are of.
        added: New rows, those that end an authority too.
        same: Rows that are held already.
        revised: Rows that differ from a held one.
        held: The rows that were held before.
        updates: What is imported once they are taken.
    """

    table: AreaTable
    added: pl.DataFrame
    same: pl.DataFrame
    revised: pl.DataFrame
    held: pl.DataFrame
    updates: Mapping[str, pl.DataFrame]


def take(
    table: AreaTable, rows: pl.DataFrame, updates: Updates, source: str, *, revise: bool
) -> Taken:
    """Take the rows of a file.

    Args:
        table: The table that they are of.
        rows: Its columns, each row once; of neighbours one whole model.
        updates: What was imported before.
        source: What they are from, for the column `source`.
        revise: Whether a row that differs from a held one replaces it.

    Returns:
        What is new, known or revised. A model of neighbours is so as a whole; the last
        year of an authority that had none is new.
    """
    held = held_rows(table, updates)
    if table is NEIGHBOURS:
        standing = _of_model(rows, held)
    else:
        standing = _of_rows(table, rows, held)
    told = rows.with_columns(standing)
    added, same, revised = (
        told.filter(pl.col("standing") == kind).drop("standing")
        for kind in ("added", "same", "revised")
    )
    taken = pl.concat([added, revised]) if revise else added
    return Taken(
        table=table,
        added=added,
        same=same,
        revised=revised,
        held=held,
        updates={**updates, table.name: _with(table, updates, taken, source)},
    )


def _of_rows(table: AreaTable, rows: pl.DataFrame, held: pl.DataFrame) -> pl.Series:
    others = [name for name in table.columns if name not in table.key]
    joined = rows.join(
        held, on=list(table.key), how="left", suffix="_held", maintain_order="left"
    )
    is_held = rows.select(
        pl.struct(*table.key).is_in(
            held.select(pl.struct(*table.key)).to_series().implode()
        )
    ).to_series()
    differs = [pl.col(name).ne_missing(pl.col(f"{name}_held")) for name in others]
    ends = (
        pl.col("last_year").is_not_null()
        & pl.col("last_year_held").is_null()
        & ~pl.any_horizontal(differs[:-1])
        if table is AUTHORITIES
        else pl.lit(value=False)
    )
    return (
        joined.with_columns(is_held.alias("is_held"))
        .select(
            pl.when(~pl.col("is_held"))
            .then(pl.lit("added"))
            .when(~pl.any_horizontal(differs))
            .then(pl.lit("same"))
            .when(ends)
            .then(pl.lit("added"))
            .otherwise(pl.lit("revised"))
            .alias("standing")
        )
        .to_series()
    )


def _of_model(rows: pl.DataFrame, held: pl.DataFrame) -> pl.Series:
    names = ["la_code", "rank", "neighbour_code"]
    of_model = held.join(rows.select("model").unique(), on="model", how="semi")
    kind = "revised"
    if of_model.is_empty():
        kind = "added"
    elif of_model.select(names).sort(names).equals(rows.select(names).sort(names)):
        kind = "same"
    return pl.Series("standing", [kind] * rows.height, dtype=pl.String)


def _with(
    table: AreaTable, updates: Updates, taken: pl.DataFrame, source: str
) -> pl.DataFrame:
    newer = taken.with_columns(pl.lit(source).alias("source")).select(
        table.kept_columns
    )
    key = ["model"] if table is NEIGHBOURS else list(table.key)
    return pl.concat([updates[table.name].join(newer, on=key, how="anti"), newer])
