"""Imports published files: read, check, compare, keep; nothing is kept when one fails.

Saying what was done is `summary`'s.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from returncheck.errors import InputError
from returncheck.published.compare import Standing, compared
from returncheck.published.current import HELD, held_figures, newest_releases
from returncheck.published.mapping import Release, read_mapping
from returncheck.published.population import of_rates
from returncheck.published.reference.importing import AreaImport
from returncheck.published.revisions import FILE_NAME as LIST_NAME
from returncheck.published.revisions import revised, write_revisions
from returncheck.published.sources import ReadFile, read_files
from returncheck.published.store import COLUMNS, read_updates, write_updates
from returncheck.published.symbols import KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """What became of one file.

    Attributes:
        file: What was read.
        figures: Its figures of known areas, with their standing and `is_older`: whether
            a newer release of the indicator is held.
        without_population: Rates of years of which none is held, and which cannot be
            computed since there is no population.
    """

    file: ReadFile
    figures: pl.DataFrame
    without_population: pl.DataFrame

    @property
    def release(self) -> Release:
        """What the file is."""
        return self.file.release

    def taken(self, *, revisions: bool, older: bool = False) -> pl.DataFrame:
        """The figures that are kept.

        Args:
            revisions: Whether those that replace a held figure are among them.
            older: Whether also those of a file that is older than what is held.
        """
        standing = pl.col("standing")
        is_new = standing.is_in([Standing.ADDED.value, Standing.COMPLETED.value])
        is_revised = standing == Standing.REVISED.value
        if not revisions:
            return self.figures.filter(is_new)
        replaces = is_revised if older else is_revised & ~pl.col("is_older")
        return self.figures.filter(is_new | replaces)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did.

    Attributes:
        files: The files, the oldest first.
        unknown: Tables of downloads that are of no known release.
        kept_in: The file that was written; None when there was nothing to keep.
        revisions_in: The list of revisions; None where there is none.
        revisions_taken: Whether revised figures replace those that were held.
        older_taken: Whether also those of files older than what was held.
        area_lines: What is said of the files about areas.
        areas_in: The files about areas that were written.
    """

    files: tuple[ImportedFile, ...]
    unknown: Sequence[str] = ()
    kept_in: Path | None = None
    revisions_in: Path | None = None
    revisions_taken: bool
    older_taken: bool = False
    area_lines: Sequence[str] = ()
    areas_in: Sequence[Path] = ()

    def taken(self) -> list[pl.DataFrame]:
        """The figures that were kept, by file."""
        return [
            each.taken(revisions=self.revisions_taken, older=self.older_taken)
            for each in self.files
        ]


def import_published(
    paths: Iterable[Path],
    folder: Path,
    *,
    mapping: Path | None = None,
    take_revisions: bool = False,
    take_older: bool = False,
    revisions: Path | None = None,
    take_areas: bool = False,
    model: int | None = None,
    mid_year: int | None = None,
) -> ImportResult:
    """Check published files and keep what the project does not hold yet.

    Args:
        paths: Files in the open-data layout of Explore education statistics, CSV or
            zipped, and tables of authorities, population estimates and statistical
            neighbours, in any order.
        folder: Where the figures are kept; created when it is missing.
        mapping: Mapping file; None for the shipped one.
        take_revisions: Whether a figure that differs from the held one replaces it.
        take_older: Whether it does so too when a newer release is held.
        revisions: File for the list of revisions; None for `revisions.FILE_NAME` in
            the folder. Written only where there is one.
        take_areas: Whether authorities that only a release names are taken in.
        model: Year of a neighbour model whose file does not say it.
        mid_year: Year of population estimates whose file does not say it.

    Returns:
        What each file brought.

    Raises:
        ConfigError: The mapping cannot be used, or the folder not be written.
        InputError: At least one file cannot be taken, with the reasons, one a line;
            nothing was written.
    """
    known_releases = read_mapping(mapping)
    updates = read_updates(folder)
    areas = AreaImport(
        folder,
        take_areas=take_areas,
        take_revisions=take_revisions,
        model=model,
        mid_year=mid_year,
    )
    read = read_files(
        areas.take_files(list(paths)),
        known_releases,
        areas.known,
        of_rates(areas.populations),
        printed=[updates],
        reference=areas,
    )
    if areas.problems or read.problems:
        told = [*areas.problems, *read.problems, "Nothing was imported."]
        raise InputError("\n".join(told))
    held, newest = held_figures(updates), newest_releases(updates)
    files = []
    for file in read.files:
        known_years = held.select("indicator_id", "year").unique()
        imported = ImportedFile(
            file=file,
            figures=_held_against(file, held, newest),
            without_population=file.without_population.join(
                known_years, on=["indicator_id", "year"], how="anti"
            ),
        )
        files.append(imported)
        taken = imported.taken(revisions=take_revisions, older=take_older)
        # The next file is held against what this one has just brought.
        newer = taken.select(HELD)
        held = pl.concat([newer, held.join(newer, on=list(KEY), how="anti")])
        updates = _merged(updates, taken, file)
        for name, year in file.newest_years().items():
            newest[name] = max(year, newest.get(name, year))
    result = ImportResult(
        files=tuple(files),
        unknown=read.unknown,
        revisions_taken=take_revisions,
        older_taken=take_older,
    )
    areas_in = areas.write()
    kept_in = None
    if not all(taken.is_empty() for taken in result.taken()):
        kept_in = write_updates(folder, updates)
    listed = [_revisions(each, result) for each in files]
    listed_in = None
    if not all(each.is_empty() for each in listed):
        listed_in = write_revisions(revisions or folder / LIST_NAME, listed)
    return replace(
        result,
        kept_in=kept_in,
        revisions_in=listed_in,
        area_lines=areas.lines,
        areas_in=areas_in,
    )


def _revisions(file: ImportedFile, result: ImportResult) -> pl.DataFrame:
    """The revisions of a file, with whether they were taken and where they stand."""
    is_older = pl.col("is_older") & pl.lit(not result.older_taken)
    taken = (
        pl.when(not result.revisions_taken)
        .then(pl.lit("false"))
        .when(is_older)
        .then(pl.lit("older file"))
        .otherwise(pl.lit("true"))
    )
    source = f"{file.release.release_id}: {file.file.name}"
    return revised(file.figures).with_columns(
        taken.alias("taken"), pl.lit(source).alias("source")
    )


def _held_against(
    file: ReadFile, held: pl.DataFrame, newest: dict[str, int]
) -> pl.DataFrame:
    years = file.newest_years()
    older = [name for name, year in years.items() if year < newest.get(name, year)]
    return compared(file.figures, held).with_columns(
        pl.col("indicator_id").is_in(older).alias("is_older")
    )


def _merged(updates: pl.DataFrame, taken: pl.DataFrame, file: ReadFile) -> pl.DataFrame:
    source = f"{file.release.release_id}: {file.name}"
    newer = taken.with_columns(
        pl.col("year").cast(pl.String), pl.lit(source).alias("source")
    ).select(COLUMNS)
    return pl.concat([updates.join(newer, on=list(KEY), how="anti"), newer])
