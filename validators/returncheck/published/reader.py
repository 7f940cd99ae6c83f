"""Reads one published file: which release it is, and its rows as text.

What the values mean is `figures`; whether they can be right is `checks`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from returncheck.errors import InputError
from returncheck.files.csv_files import check_rows, read_frames, read_headings
from returncheck.published.cells import Cell, alternatives, leaves_of
from returncheck.published.columns import Headings, missing_of, resolved
from returncheck.published.mapping import Level, Release, ReleaseMapping, Series


class UnknownReleaseError(InputError):
    """A file that is of no release that the mapping knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """A file that was recognised.

    Attributes:
        path: The file.
        release: What it is.
        series: Its series, with the headings that the file has, in lower case; a value
            that the file does not print is None.
        absent: The indicators that it may lack, and does.
        levels: Kinds of area of which it can have rows.
        rows: `row_number` and the columns that the mapping names, in lower case, as
            text; surrounding blanks are gone and empty cells are null.
    """

    path: Path
    release: Release
    series: tuple[Series, ...]
    absent: tuple[str, ...]
    levels: dict[str, Level]
    rows: pl.DataFrame


def read_published_file(path: Path, mapping: ReleaseMapping) -> PublishedFile:
    """Read a file of a release that the mapping knows.

    Args:
        path: A CSV file in UTF-8.
        mapping: The releases that are known.

    Returns:
        The file, with every column that the mapping names for it.

    Raises:
        UnknownReleaseError: It is of no known release.
        InputError: It cannot be read, or lacks a column.
    """
    try:
        if path.stat().st_size == 0:
            raise InputError(f"{path} is empty. Download the release again.")
        headings = Headings(heading.lower() for heading in read_headings(path))
        fitting = _fitting(path, headings, mapping)
        check_rows(path, len(headings.names))
        wanted = tuple(_wanted(headings, fitting, mapping))
        _check_once(path, headings, wanted)
        frames = list(read_frames(path, headings.names, wanted))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    if not frames:
        raise InputError(f"{path} has no row below its headings.")
    rows = pl.concat(frames).with_columns(
        pl.col(name).str.strip_chars().replace("", None) for name in wanted
    )
    release = _recognised(path, headings, fitting, rows)
    return _file(path, headings, release, mapping, rows)


def _fitting(path: Path, headings: Headings, mapping: ReleaseMapping) -> list[Release]:
    """The releases that the headings fit."""
    fitting = [
        release
        for release in mapping.releases
        if all(headings.first(names) for names in release.recognise)
    ]
    if not fitting:
        titles = "; ".join(dict.fromkeys(each.title for each in mapping.releases))
        raise UnknownReleaseError(
            f"{path} is of no release that is known. Known are: {titles}. "
            "Name the columns of another one with --mapping."
        )
    return fitting


def _recognised(
    path: Path, headings: Headings, fitting: list[Release], rows: pl.DataFrame
) -> Release:
    """The release whose contents the file has too; the one that asks for most."""
    lacking = {each.release_id: _lacking(each, headings, rows) for each in fitting}
    holding = [each for each in fitting if not lacking[each.release_id]]
    if not holding:
        listed = "; ".join(f"{e.title}: {lacking[e.release_id]}" for e in fitting)
        raise UnknownReleaseError(
            f"{path} has the headings of a release but not its contents: {listed}. "
            "Name what it holds with --mapping."
        )
    most = max(_asked(each) for each in holding)
    best = [each for each in holding if _asked(each) == most]
    if len(best) > 1:
        raise InputError(
            f"{path} could be '{best[0].release_id}' or '{best[1].release_id}'. "
            "Give one of them more headings under `recognise` in the mapping."
        )
    return best[0]


def _asked(release: Release) -> tuple[int, int]:
    contents = sum(len(values) for values in release.contains.values())
    return len(release.recognise), contents


def _lacking(release: Release, headings: Headings, rows: pl.DataFrame) -> str:
    """The first content of a release that a file does not have; empty for none."""
    for key, entries in release.contains.items():
        name = headings.first(alternatives(key))
        if name is None:
            return f"no column '{key}'"
        cells = set(rows.get_column(name).drop_nulls().str.to_lowercase())
        for values in entries:
            if not any(value.lower() in cells for value in values):
                return f"no row has '{' or '.join(values)}' as {key}"
    return ""


def _file(
    path: Path,
    headings: Headings,
    release: Release,
    mapping: ReleaseMapping,
    rows: pl.DataFrame,
) -> PublishedFile:
    shared = (mapping.time_period, mapping.time_identifier, mapping.level)
    missing = [f"'{name}'" for name in shared if headings.first((name,)) is None]
    levels = dict(mapping.levels)
    for name, level in mapping.levels.items():
        if headings.first((level.code,)) is not None:
            continue
        # A table of England alone has no columns for the other areas.
        if missing or _has_level(rows, mapping.level, level):
            missing.append(f"'{level.code}'")
        else:
            del levels[name]
    found: list[Series] = []
    absent: list[str] = []
    for series in release.series:
        lacks = missing_of(series, headings)
        if lacks and series.is_optional:
            absent.append(series.indicator_id)
        elif lacks:
            missing += lacks
        else:
            found.append(resolved(series, headings))
    if missing:
        raise InputError(
            f"{path} ({release.title}) has no column "
            f"{', '.join(dict.fromkeys(missing))}. Download the whole file again, "
            "or name its columns with --mapping."
        )
    return PublishedFile(
        path=path,
        release=release,
        series=tuple(found),
        absent=tuple(absent),
        levels=levels,
        rows=rows,
    )


def _has_level(rows: pl.DataFrame, column: str, level: Level) -> bool:
    cells = rows.get_column(column.lower()).drop_nulls().str.to_lowercase()
    return bool((cells == level.name.lower()).any())


def _check_once(path: Path, headings: Headings, wanted: Iterable[str]) -> None:
    twice = [name for name in wanted if headings.names.count(name) > 1]
    if twice:
        raise InputError(
            f"{path} has the column '{min(twice)}' twice. Download the file again."
        )


def _wanted(
    headings: Headings, releases: list[Release], mapping: ReleaseMapping
) -> Iterator[str]:
    """Every column of the file that one of these releases speaks of, once."""
    names: list[str | None] = []
    codes = [level.code for level in mapping.levels.values()]
    for name in (mapping.time_period, mapping.time_identifier, mapping.level, *codes):
        names.append(headings.first((name,)))
    for release in releases:
        names += [headings.first(alternatives(key)) for key in release.contains]
        for series in release.series:
            names += [headings.first(alternatives(key)) for key in series.where]
            for cell in (series.value, series.numerator, series.denominator):
                names += _of_cell(cell, headings)
    return iter(dict.fromkeys(name for name in names if name))


def _of_cell(cell: Cell | None, headings: Headings) -> Iterator[str | None]:
    for leaf in leaves_of(cell):
        yield headings.first(leaf.headings)
        for key in leaf.where:
            yield headings.first(alternatives(key))
