"""What has to hold of a file's figures before any of them is taken.

Each check gives one line a fault; all of them run, so that a file is mended once.
"""

from collections.abc import Iterator

import polars as pl

from returncheck.catalogue.indicators import indicator
from returncheck.published.computing import decimals_of, is_from_parts, number
from returncheck.published.figures import rows_of_series, where_of_rows
from returncheck.published.mapping import ReleaseMapping
from returncheck.published.reader import PublishedFile
from returncheck.published.symbols import KEY, NUMBER, SYMBOLS

_SHOWN = 5
_BELOW_NOUGHT = ("score", "pounds")


def problems_of(
    file: PublishedFile,
    figures: pl.DataFrame,
    areas: pl.DataFrame,
    mapping: ReleaseMapping,
) -> list[str]:
    """What is wrong with a file.

    Args:
        file: The file.
        figures: Its figures.
        areas: The areas that are known: area_type, area_code.
        mapping: The mapping it was recognised with.

    Returns:
        One line a fault, without the file's name; empty when the figures can be taken.
    """
    if figures.is_empty():
        return [*_filters(file), *_levels(file, mapping)]
    known = figures.join(areas, on=["area_type", "area_code"], how="semi")
    return [
        *_filters(file),
        *_times(file, figures),
        *_areas(known, file),
        *_cells(figures),
        *_ranges(figures),
        *_duplicates(figures),
        *_england(figures),
    ]


def unknown_areas(figures: pl.DataFrame, areas: pl.DataFrame) -> list[str]:
    """Codes of areas that are not known, an empty code as `(no code)`; in order."""
    unknown = figures.join(areas, on=["area_type", "area_code"], how="anti")
    codes = unknown.get_column("area_code").fill_null("(no code)")
    return sorted(codes.unique().to_list())


def _filters(file: PublishedFile) -> Iterator[str]:
    """A series of which the file has no row: the publisher calls it otherwise now."""
    told = set()
    for series in file.series:
        if series.is_optional or not rows_of_series(file.rows, series).is_empty():
            continue
        for name, values in where_of_rows(series).items():
            wanted = " or ".join(f"'{value}'" for value in values)
            cells = file.rows.get_column(name.lower()).drop_nulls()
            lowered = [value.lower() for value in values]
            is_there = cells.str.to_lowercase().is_in(lowered).any()
            if is_there or (name, wanted) in told:
                continue
            told.add((name, wanted))
            yield (
                f"no row has {wanted} as {name}; there is "
                f"{_listed(sorted(cells.unique().to_list()))}"
            )


def _levels(file: PublishedFile, mapping: ReleaseMapping) -> Iterator[str]:
    cells = file.rows.get_column(mapping.level.lower()).drop_nulls()
    names = [level.name for level in mapping.levels.values()]
    if not cells.str.to_lowercase().is_in([name.lower() for name in names]).any():
        yield (
            f"no row has one of {_listed(names)} as {mapping.level}; there is "
            f"{_listed(sorted(cells.unique().to_list()))}"
        )


def _times(file: PublishedFile, figures: pl.DataFrame) -> Iterator[str]:
    wrong = figures.filter(pl.col("year").is_null()).unique(
        ["time_period", "time_identifier"], keep="first", maintain_order=True
    )
    if not wrong.is_empty():
        found = [
            f"{period or ''} {kind or ''}".strip()
            for period, kind in wrong.select("time_period", "time_identifier").rows()
        ]
        kinds = _listed(list(file.release.time_identifiers))
        yield (
            f"the time period {_listed(found)} cannot be read; expected is a year such "
            f"as 2025 or 202425 with {kinds}"
        )


def _areas(known: pl.DataFrame, file: PublishedFile) -> Iterator[str]:
    level = file.levels.get("authority")
    if level and known.filter(pl.col("area_type") == "authority").is_empty():
        yield (
            f"no '{level.name}' row has a known three-digit code in the column "
            f"{level.code}"
        )


def _cells(figures: pl.DataFrame) -> Iterator[str]:
    """Cells that hold neither a number nor a symbol; a figure has to hold one."""
    for name in ("value", "numerator", "denominator"):
        is_read = pl.col(name).str.contains(NUMBER) | pl.col(name).is_in(list(SYMBOLS))
        used = figures.filter(pl.col(name).is_not_null())
        if name == "value":
            used = figures.with_columns(pl.col(name).fill_null(""))
        for (indicator_id,), wrong in used.filter(~is_read).group_by(
            "indicator_id", maintain_order=True
        ):
            cells = wrong.get_column(name).unique(maintain_order=True).to_list()
            yield (
                f"{indicator_id}: the {name} {_listed(cells)} is neither a number nor "
                f"one of {', '.join(SYMBOLS)} ({_rows(wrong)})"
            )


def _ranges(figures: pl.DataFrame) -> Iterator[str]:
    value = number("value")
    # Vacancies can be covered more than once: counts may give more than 100 per cent.
    follows = is_from_parts(pl.lit(100.0), decimals_of("value").max())
    for (indicator_id,), frame in figures.group_by("indicator_id", maintain_order=True):
        unit = indicator(str(indicator_id)).unit
        beyond, expected = value < 0, "0 or more"
        if unit == "percent":
            beyond |= (value > 100) & ~follows.fill_null(value=False)
            expected = "a percentage of 0 to 100"
        wrong = frame.filter(beyond)
        if not wrong.is_empty() and unit not in _BELOW_NOUGHT:
            cells = wrong.get_column("value").unique(maintain_order=True).to_list()
            yield f"{indicator_id}: {_listed(cells)} is not {expected} ({_rows(wrong)})"
    for name in ("numerator", "denominator"):
        wrong = figures.filter(number(name) < 0)
        if not wrong.is_empty():
            yield f"a {name} is below 0 ({_rows(wrong)})"


def _duplicates(figures: pl.DataFrame) -> Iterator[str]:
    placed = figures.filter(
        pl.col("year").is_not_null() & pl.col("area_code").is_not_null()
    )
    for (indicator_id,), wrong in placed.filter(
        pl.struct(*KEY, "area_type").is_duplicated()
    ).group_by("indicator_id", maintain_order=True):
        first = wrong.row(0, named=True)
        yield (
            f"{indicator_id}: more than one figure of {first['year']} for "
            f"{first['area_code']} ({_rows(wrong)}); name the rows that are meant with "
            "`where` in the mapping"
        )


def _england(figures: pl.DataFrame) -> Iterator[str]:
    """Years without a row for England, beside which nothing could stand."""
    years = figures.filter(pl.col("year").is_not_null()).group_by(
        "indicator_id", "year", maintain_order=True
    )
    bare = (
        years.agg((pl.col("area_type") == "england").any().alias("has_england"))
        .filter(~pl.col("has_england"))
        .get_column("year")
    )
    if not bare.is_empty():
        listed = _listed(sorted({str(year) for year in bare}))
        yield f"there is no figure for England of {listed}; download all levels"


def _listed(values: list[str]) -> str:
    shown = ", ".join(f"'{value}'" for value in values[:_SHOWN])
    more = len(values) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def _rows(frame: pl.DataFrame) -> str:
    numbers = frame.get_column("row_number").unique(maintain_order=True).to_list()
    shown = ", ".join(str(number) for number in numbers[:_SHOWN])
    more = len(numbers) - _SHOWN
    noun = "row" if len(numbers) == 1 else "rows"
    return f"{noun} {shown}" + (f" and {more} more" if more > 0 else "")
