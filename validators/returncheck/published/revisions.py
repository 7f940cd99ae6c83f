"""The list of revised figures, as a file and summed up by series."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from returncheck.files.cannot_write import place_of, write_error
from returncheck.files.output import write_whole
from returncheck.published.compare import Standing
from returncheck.published.computing import number
from returncheck.published.symbols import NUMBER, SYMBOLS
from returncheck.published.years import spans

FILE_NAME = "published_revisions.csv"
"""Name of the list in the folder of an import."""

COLUMNS = (
    "indicator_id",
    "year",
    "area_type",
    "area_code",
    "held_value",
    "value",
    "held_numerator",
    "numerator",
    "held_denominator",
    "denominator",
    "taken",
    "source",
)
"""Columns of the list; `taken` is `true`, `false` or `older file`."""


def revised(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures that differ from those that were held."""
    return figures.filter(pl.col("standing") == Standing.REVISED.value)


def write_revisions(path: Path, revisions: Iterable[pl.DataFrame]) -> Path:
    """Write the list of revisions; whole or not at all.

    Args:
        path: The file; its folder is created when it is missing.
        revisions: Revised figures with `taken` and `source`, a frame a file.

    Returns:
        The file.

    Raises:
        ConfigError: It cannot be written.
    """
    empty = pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String))
    rows = [each.select(pl.col(COLUMNS).cast(pl.String)) for each in revisions]
    listed = pl.concat([empty, *rows]).sort(
        "indicator_id", "year", "area_type", "area_code", "source"
    )
    try:
        # Published figures hold no child: folder and file are for the team.
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, listed.write_csv)
        path.chmod(0o644)
    except OSError as error:
        other = "choose another file with --revisions"
        raise write_error(place_of(error, path), error, other) from error
    return path


def revision_lines(revisions: pl.DataFrame) -> Iterator[str]:
    """A line for each series that was revised.

    Args:
        revisions: Revised figures with what was held, and `decimals`.
    """
    for (indicator_id,), frame in revisions.group_by(
        "indicator_id", maintain_order=True
    ):
        years = sorted(set(frame.get_column("year").to_list()))
        noun = "figure" if frame.height == 1 else "figures"
        told = [f"{frame.height:,} {noun} of {spans(years)}", *_changes(frame)]
        yield f"{indicator_id}: {'; '.join(told)}"


def _changes(frame: pl.DataFrame) -> Iterator[str]:
    is_number = pl.col("value").str.contains(NUMBER)
    was_number = pl.col("held_value").str.contains(NUMBER)
    change = (number("value") - number("held_value")).abs()
    numbers = frame.filter(is_number & was_number).with_columns(change.alias("change"))
    largest = numbers.filter(pl.col("change") > 0).sort(
        "change", "year", "area_code", descending=[True, False, False]
    )
    if not largest.is_empty():
        row = largest.row(0, named=True)
        yield (
            f"the largest {row['year']} {row['area_code']}, "
            f"from {row['held_value']} to {row['value']}"
        )
    symbols = frame.filter(~is_number & was_number).group_by("value").len()
    counts = dict(symbols.rows())
    for symbol in (each for each in SYMBOLS if each in counts):
        yield f"{counts[symbol]:,} now {symbol} ({SYMBOLS[symbol]})"
    shown = frame.filter(is_number & ~was_number).height
    if shown:
        yield f"{shown:,} that were symbols now numbers"
    counts_only = numbers.filter(pl.col("change") == 0).height
    if counts_only:
        yield f"{counts_only:,} in the counts alone"
