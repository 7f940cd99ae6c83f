"""Reads the files of an import and checks them; the oldest first in any order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from returncheck.errors import InputError
from returncheck.published.being import with_being
from returncheck.published.checks import problems_of, unknown_areas
from returncheck.published.downloads import Table, tables_of
from returncheck.published.figures import figures_of
from returncheck.published.mapping import Release, ReleaseMapping
from returncheck.published.population import with_printed
from returncheck.published.reader import (
    PublishedFile,
    UnknownReleaseError,
    read_published_file,
)
from returncheck.published.symbols import NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """One file with its figures.

    Attributes:
        name: What the file is called, with the download that it stands in.
        release: What it is.
        row_count: Rows below its headings.
        absent: Indicators of its release that it does not have.
        figures: Its figures of known areas, of the years of their existence.
        unknown_areas: Codes of areas that are not known; their figures are left out.
        not_in_being: Figures of authorities before their first year or after their
            last; left out.
        without_population: Rates that are left out since there is no population of
            their year.
    """

    name: str
    release: Release
    row_count: int
    absent: Sequence[str]
    figures: pl.DataFrame
    unknown_areas: Sequence[str]
    not_in_being: pl.DataFrame
    without_population: pl.DataFrame

    def newest_years(self) -> dict[str, int]:
        """By indicator, the last year that the file has a figure of."""
        years = self.figures.group_by("indicator_id").agg(pl.col("year").max())
        return dict(years.rows())


@dataclass(slots=True, kw_only=True)
class ReadFiles:
    """All files of an import.

    Attributes:
        files: Those that can be taken, the oldest first.
        unknown: Names of tables in downloads that are of no known release.
        problems: What is wrong, one line a fault.
    """

    files: list[ReadFile] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_files(
    paths: Iterable[Path],
    mapping: ReleaseMapping,
    areas: pl.DataFrame,
    populations: pl.DataFrame,
    printed: Iterable[pl.DataFrame] = (),
) -> ReadFiles:
    """Read and check files.

    Args:
        paths: CSV files, or downloads that hold some.
        mapping: The releases that are known.
        areas: The areas that are known, as `areas.known_areas` gives them.
        populations: Children aged 0 to 17, as `population.held_populations` gives them.
        printed: Figures that were read before, for the populations printed in them.
    """
    result = ReadFiles()
    found: list[tuple[Table, PublishedFile]] = []
    with TemporaryDirectory(prefix="returncheck-") as unpacked:
        for path in paths:
            try:
                tables = tables_of(path, Path(unpacked))
                found += _recognised(path, tables, mapping, result)
            except InputError as error:
                result.problems.append(str(error))
    base = with_printed(populations, printed)
    read = [figures_of(file, mapping, base) for _, file in found]
    beside = with_printed(base, read)
    if beside.height > base.height:
        read = [figures_of(file, mapping, beside) for _, file in found]
    for (table, file), figures in zip(found, read, strict=True):
        # What would follow from counts that are not there is no figure.
        is_nothing = pl.col("is_computed") & pl.col("value").is_null()
        given = figures.filter(~is_nothing)
        without = figures.filter(is_nothing & pl.col("is_over_population"))
        problems = problems_of(file, given, areas, mapping)
        if problems:
            result.problems += [f"{table.place}: {problem}." for problem in problems]
            continue
        result.files.append(_read(table.name, file, given, without, areas))
    result.files.sort(key=_age)
    return result


def _recognised(
    path: Path, tables: list[Table], mapping: ReleaseMapping, result: ReadFiles
) -> list[tuple[Table, PublishedFile]]:
    found, unknown = [], []
    for table in tables:
        try:
            found.append((table, read_published_file(table.path, mapping)))
        except UnknownReleaseError as error:
            if table.path == path:
                raise
            unknown.append(table.name)
            last = error
        except InputError as error:
            told = str(error).replace(str(table.path), table.place)
            raise InputError(told) from error
    if unknown and not found:
        raise InputError(str(last).replace(str(tables[-1].path), str(path)))
    result.unknown += unknown
    return found


def _read(
    name: str,
    file: PublishedFile,
    figures: pl.DataFrame,
    without: pl.DataFrame,
    areas: pl.DataFrame,
) -> ReadFile:
    known = with_being(figures, areas)
    columns = figures.columns
    return ReadFile(
        name=name,
        release=file.release,
        row_count=file.rows.height,
        absent=file.absent,
        figures=known.filter(~pl.col("is_outside")).select(columns),
        unknown_areas=unknown_areas(figures, areas),
        not_in_being=known.filter(
            pl.col("is_outside") & pl.col("value").str.contains(NUMBER)
        ).select(columns),
        without_population=without,
    )


def _age(file: ReadFile) -> tuple[int, str]:
    newest = file.figures.get_column("year").max()
    return (newest if isinstance(newest, int) else 0, file.name)
