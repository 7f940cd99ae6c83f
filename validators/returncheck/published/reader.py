"""Reads one published file: which release it is, and its rows as text.

What the values mean is `figures`; whether they can be right is `checks`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from returncheck.errors import InputError
from returncheck.files.csv_files import check_rows, read_frames, read_headings
from returncheck.published.mapping import Release, ReleaseMapping, Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where one series stands in a file; headings in lower case.

    Attributes:
        series: The series.
        value: Heading of its value.
        numerator: Heading of the count above the line; None for none.
        denominator: Heading of the count below it.
    """

    series: Series
    value: str
    numerator: str | None
    denominator: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """A file that was recognised.

    Attributes:
        path: The file.
        release: What it is.
        columns: Where each of its series stands.
        rows: `row_number` and the columns that the mapping names, in lower case, as
            text; surrounding blanks are gone and empty cells are null.
    """

    path: Path
    release: Release
    columns: tuple[Columns, ...]
    rows: pl.DataFrame


def read_published_file(path: Path, mapping: ReleaseMapping) -> PublishedFile:
    """Read a file of a release that the mapping knows.

    Args:
        path: A CSV file in UTF-8.
        mapping: The releases that are known.

    Returns:
        The file, with every column that the mapping names for it.

    Raises:
        InputError: The file cannot be read, is of no known release, or lacks a column.
    """
    try:
        if path.stat().st_size == 0:
            raise InputError(f"{path} is empty. Download the release again.")
        headings = tuple(heading.lower() for heading in read_headings(path))
        release = _recognised(path, headings, mapping)
        columns = _columns(path, headings, release, mapping)
        check_rows(path, len(headings))
        wanted = _wanted(columns, mapping)
        frames = list(read_frames(path, headings, wanted))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    if not frames:
        raise InputError(f"{path} has no row below its headings.")
    rows = pl.concat(frames).with_columns(
        pl.col(name).str.strip_chars().replace("", None) for name in wanted
    )
    return PublishedFile(path=path, release=release, columns=columns, rows=rows)


def _recognised(
    path: Path, headings: tuple[str, ...], mapping: ReleaseMapping
) -> Release:
    fitting = [
        release
        for release in mapping.releases
        if all(name.lower() in headings for name in release.recognise)
    ]
    if not fitting:
        known = "; ".join(
            f"{release.title} with the columns {', '.join(release.recognise)}"
            for release in mapping.releases
        )
        raise InputError(
            f"{path} is of no release that is known. Known are: {known}. "
            "Name the columns of another one with --mapping."
        )
    most = max(len(release.recognise) for release in fitting)
    best = [release for release in fitting if len(release.recognise) == most]
    if len(best) > 1:
        raise InputError(
            f"{path} could be '{best[0].release_id}' or '{best[1].release_id}'. "
            "Give one of them more headings under `recognise` in the mapping."
        )
    return best[0]


def _columns(
    path: Path, headings: tuple[str, ...], release: Release, mapping: ReleaseMapping
) -> tuple[Columns, ...]:
    def found(names: tuple[str, ...]) -> str | None:
        return next((n.lower() for n in names if n.lower() in headings), None)

    needed: list[tuple[str, ...]] = [(name,) for name in _shared(mapping)]
    for series in release.series:
        needed += [(name,) for name in series.where]
        needed += [n for n in (series.value, series.numerator, series.denominator) if n]
    missing = [" or ".join(names) for names in needed if found(names) is None]
    if missing:
        listed = ", ".join(f"'{name}'" for name in dict.fromkeys(missing))
        raise InputError(
            f"{path} ({release.title}) has no column {listed}. "
            "Download the whole file again, or name its columns with --mapping."
        )
    used = {found(names) for names in needed}
    twice = [name for name in used if name and headings.count(name) > 1]
    if twice:
        raise InputError(
            f"{path} has the column '{min(twice)}' twice. Download the file again."
        )
    return tuple(
        Columns(
            series=series,
            value=found(series.value) or "",
            numerator=found(series.numerator),
            denominator=found(series.denominator),
        )
        for series in release.series
    )


def _shared(mapping: ReleaseMapping) -> list[str]:
    codes = [level.code for level in mapping.levels.values()]
    return [mapping.time_period, mapping.time_identifier, mapping.level, *codes]


def _wanted(columns: Iterable[Columns], mapping: ReleaseMapping) -> tuple[str, ...]:
    names: list[str | None] = [name.lower() for name in _shared(mapping)]
    for each in columns:
        names += [name.lower() for name in each.series.where]
        names += [each.value, each.numerator, each.denominator]
    return tuple(dict.fromkeys(name for name in names if name))
