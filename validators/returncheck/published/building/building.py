"""The figures that ship: of release files, the oldest first, then of the tool."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from returncheck.errors import InputError
from returncheck.published.areas import known_areas
from returncheck.published.being import with_being
from returncheck.published.building.tool import read_tool, tool_figures
from returncheck.published.compare import compared
from returncheck.published.current import HELD
from returncheck.published.current import SCHEMA as HELD_SCHEMA
from returncheck.published.mapping import ReleaseMapping, read_mapping
from returncheck.published.population import held_populations
from returncheck.published.sources import ReadFile, ReadFiles, read_files
from returncheck.published.symbols import KEY, NUMBER

_RELEASE = "release"
_TOOL = "tool"
_SUPPRESSED = "c"
_PLACE = ["indicator_id", "year", "area_type", "area_code"]
_SCHEMA = {**HELD_SCHEMA, "joint_code": pl.String, "is_computed": pl.Boolean}


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The figures that ship.

    Attributes:
        figures: indicator_id, year, area_type, area_code, value, numerator,
            denominator, `source` (`release` or `tool`), `own_value` (what the release
            files give, or null) and `joint_code` (the codes of the areas that have the
            figure together, or null).
        files: The files, the oldest first.
        unknown: Names of files of no known release.
        tool: The tool's figures of every indicator that it has, whether taken or not.
        mapping: The mapping that was used.
    """

    figures: pl.DataFrame
    files: list[ReadFile]
    unknown: list[str]
    tool: pl.DataFrame
    mapping: ReleaseMapping


def build(sources: Iterable[Path]) -> Built:
    """Build the figures.

    Args:
        sources: Folders; of each all CSV files in folders `ees`, whatever lies between,
            and the tool's extract as a Parquet file.

    Returns:
        The figures; the same for the same files, whatever their order.

    Raises:
        InputError: There is no file, or one cannot be taken; all reasons, one a line.
        ConfigError: The mapping cannot be used.
    """
    mapping = read_mapping()
    folders = sorted(set(sources))
    paths = sorted(
        path
        for folder in folders
        for path in folder.rglob("*.csv")
        if "ees" in path.relative_to(folder.parent).parts[:-1]
    )
    if not paths:
        raise InputError("There is no CSV file in a folder `ees` of the sources.")
    read = read_known(paths, mapping)
    extracts = [
        extract
        for folder in folders
        for path in sorted(folder.rglob("*.parquet"))
        if (extract := _extract(path)) is not None
    ]
    figures = of_releases(read.files)
    tool = _of_tool(extracts, mapping)
    return Built(
        figures=_filled(_uncorrected(figures, tool, mapping), tool),
        files=read.files,
        unknown=read.unknown,
        tool=tool,
        mapping=mapping,
    )


def read_known(paths: Iterable[Path], mapping: ReleaseMapping) -> ReadFiles:
    """Read release files, all of which have to be right.

    Raises:
        InputError: One cannot be taken; all reasons, one a line.
    """
    read = read_files(paths, mapping, known_areas(), held_populations())
    if read.problems:
        raise InputError("\n".join(read.problems))
    return read


def of_releases(files: Iterable[ReadFile]) -> pl.DataFrame:
    """What release files say, taken in one after the other.

    Args:
        files: The files, the oldest first.

    Returns:
        The figures, with `joint_code`, `is_computed`, and no value where there is a
        count but no population that its rate is over.
    """
    held = pl.DataFrame(schema=_SCHEMA)
    bare = held
    for file in files:
        figures = compared(file.figures, held.select(HELD))
        held = _replaced(held, figures)
        bare = _replaced(bare, file.without_population)
    return pl.concat([held, bare.join(held, on=list(KEY), how="anti")])


def _replaced(held: pl.DataFrame, newer: pl.DataFrame) -> pl.DataFrame:
    figures = newer.select(list(_SCHEMA))
    return pl.concat([figures, held.join(figures, on=list(KEY), how="anti")])


def _extract(path: Path) -> pl.DataFrame | None:
    """An extract of the tool; None for a Parquet file of something else."""
    try:
        return read_tool(path)
    except InputError:
        return None


def _of_tool(extracts: list[pl.DataFrame], mapping: ReleaseMapping) -> pl.DataFrame:
    frames = [
        tool_figures(extract, series) for extract in extracts for series in mapping.tool
    ]
    empty = pl.DataFrame(schema=HELD_SCHEMA)
    listed = [
        each.select(pl.col(name).cast(kind) for name, kind in HELD_SCHEMA.items())
        for each in frames
    ]
    placed = with_being(pl.concat([empty, *listed]), known_areas())
    return placed.filter(~pl.col("is_outside")).select(HELD)


def _uncorrected(
    figures: pl.DataFrame, tool: pl.DataFrame, mapping: ReleaseMapping
) -> pl.DataFrame:
    """Leave out what was corrected after the files, where the tool has it."""
    years = tool.select("indicator_id", "year").unique()
    for series in mapping.tool:
        if series.corrects is None:
            continue
        later = years.filter(
            (pl.col("indicator_id") == series.indicator_id) & series.corrects.have()
        )
        figures = figures.join(later, on=["indicator_id", "year"], how="anti")
    return figures


def _filled(figures: pl.DataFrame, tool: pl.DataFrame) -> pl.DataFrame:
    """Add what the tool prints and the release files do not.

    That is whole years of an indicator; and values that releases leave to be computed
    of their counts, which the tool prints of counts neither rounded nor suppressed.
    """
    years = figures.select("indicator_id", "year").unique()
    missing = tool.join(years, on=["indicator_id", "year"], how="anti")
    printed = tool.select(*_PLACE, pl.col("value").alias("tool_value"))
    is_open = pl.col("value").str.contains(NUMBER) | (pl.col("value") == _SUPPRESSED)
    is_filled = (
        pl.col("is_computed")
        & is_open.fill_null(value=True)
        & pl.col("tool_value").is_not_null()
    )
    filled = figures.join(printed, on=_PLACE, how="left").with_columns(
        pl.col("value").alias("own_value"),
        pl.when(is_filled).then("tool_value").otherwise("value").alias("value"),
        pl.when(is_filled)
        .then(pl.lit(_TOOL))
        .otherwise(pl.lit(_RELEASE))
        .alias("source"),
    )
    added = missing.with_columns(
        pl.lit(None, dtype=pl.String).alias("own_value"),
        pl.lit(None, dtype=pl.String).alias("joint_code"),
        pl.lit(_TOOL).alias("source"),
    )
    columns = [*HELD, "own_value", "joint_code", "source"]
    return pl.concat([filled.select(columns), added.select(columns)]).filter(
        pl.col("value").is_not_null()
    )
