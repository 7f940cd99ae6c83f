"""What an import tells on the console; figures of areas, never of a child."""

from collections.abc import Iterator

import polars as pl

from returncheck.published.compare import Standing
from returncheck.published.importing import ImportedFile, ImportResult
from returncheck.published.parts import not_from_parts
from returncheck.published.revisions import revised, revision_lines
from returncheck.published.symbols import SYMBOLS
from returncheck.published.years import spans

_SHOWN = 5


def summary_lines(result: ImportResult) -> Iterator[str]:
    """The lines that say what an import found and what it kept.

    Args:
        result: What the import did.
    """
    yield from result.area_lines
    for file in result.files:
        yield from _file_lines(file)
        yield from (f"  {note}" for note in file.file.notes)
        yield from _left_out(file)
        yield from _parts_lines(file)
        yield from _revision_lines(file, result)
        yield ""
    if result.unknown:
        yield "Not of a release that is known, and left out:"
        yield from (f"  {name}" for name in result.unknown)
        yield ""
    if result.revisions_in is not None:
        yield f"The list of revisions is in {result.revisions_in}"
    for path in result.areas_in:
        yield f"Areas written to {path}"
    if result.kept_in is None:
        if result.revisions_in is not None:
            yield "No figure was added, and no revision was taken."
        elif not result.areas_in:
            what = "of these figures" if result.files else "of it"
            yield f"Nothing new: the project holds all {what}."
        return
    count = sum(taken.height for taken in result.taken())
    yield f"{_counted(count, 'figure')} written to {result.kept_in}"


def _file_lines(file: ImportedFile) -> Iterator[str]:
    yield file.file.name
    yield f"  release: {file.release.title}"
    yield f"  rows: {file.file.row_count:,}"
    for (indicator_id,), frame in file.figures.group_by(
        "indicator_id", maintain_order=True
    ):
        yield f"  {indicator_id}: {_years(frame)}; {_standings(frame)}"
    symbols = file.figures.filter(pl.col("value").is_in(list(SYMBOLS)))
    counts = dict(symbols.group_by("value").len().rows())
    listed = [f"{s} ({SYMBOLS[s]}) {counts[s]:,}" for s in SYMBOLS if s in counts]
    yield f"  symbols: {', '.join(listed) if listed else 'none'}"


def _left_out(file: ImportedFile) -> Iterator[str]:
    if file.file.unknown_areas:
        codes = ", ".join(file.file.unknown_areas)
        yield f"  left out, areas not known: {codes}"
    outside = file.file.not_in_being
    if not outside.is_empty():
        listed = []
        for (code,), frame in outside.group_by("area_code", maintain_order=True):
            listed.append(f"{code} of {spans(sorted(set(frame['year'].to_list())))}")
        yield (
            "  left out, the authority had not begun or was gone: "
            f"{', '.join(sorted(listed))}"
        )
    for (indicator_id,), frame in file.without_population.group_by(
        "indicator_id", maintain_order=True
    ):
        years = sorted(set(frame.get_column("year").drop_nulls().to_list()))
        yield (
            f"  {indicator_id}: {_counted(frame.height, 'rate')} of {spans(years)} "
            "cannot be computed, for want of the population at the middle of the year "
            "before; import the population estimates, or the release on children "
            "looked after that prints them, and this file again"
        )
    yield from (f"  {line}" for line in file.file.absent)


def _years(frame: pl.DataFrame) -> str:
    words = []
    for name, is_new in (("new", True), ("known", False)):
        found = frame.filter(pl.col("is_new_year") == is_new).get_column("year")
        if not found.is_empty():
            words.append(f"{name} {spans(sorted(set(found.to_list())))}")
    return ", ".join(words)


def _standings(frame: pl.DataFrame) -> str:
    counts = dict(frame.group_by("standing").len().rows())
    words = {
        Standing.ADDED: "added",
        Standing.SAME: "as held",
        Standing.COMPLETED: "with counts added",
        Standing.REVISED: "revised",
    }
    told = [
        f"{counts.get(kind.value, 0):,} {word}"
        for kind, word in words.items()
        if counts.get(kind.value) or kind is not Standing.COMPLETED
    ]
    computed = frame.filter(
        pl.col("is_computed") & (pl.col("standing") != Standing.SAME.value)
    ).height
    if computed:
        told.append(f"{computed:,} computed from the counts")
    return ", ".join(told)


def _revision_lines(file: ImportedFile, result: ImportResult) -> Iterator[str]:
    found = revised(file.figures)
    newer, older = (
        found.filter(pl.col("is_older") == is_old) for is_old in (False, True)
    )
    taken = result.revisions_taken
    remedy = "taken" if taken else "not taken; take them with --take-revisions"
    yield from _revisions(newer, f"revision%s, {remedy}")
    if taken and result.older_taken:
        remedy = "taken"
    else:
        options = "--take-older" if taken else "--take-revisions --take-older"
        remedy = f"not taken, for a newer release is held; take them with {options}"
    yield from _revisions(older, f"revision%s of an older file, {remedy}")


def _revisions(found: pl.DataFrame, what: str) -> Iterator[str]:
    if found.is_empty():
        return
    plural = "" if found.height == 1 else "s"
    yield f"  {found.height:,} {what % plural}:"
    yield from (f"    {line}" for line in revision_lines(found))


def _parts_lines(file: ImportedFile) -> Iterator[str]:
    printed = file.figures.filter(
        ~pl.col("is_computed") & ~pl.col("is_over_population")
    )
    odd = not_from_parts(printed)
    if odd.is_empty():
        return
    yield f"  {_counted(odd.height, 'figure')} not what the counts beside give:"
    for (indicator_id,), frame in odd.group_by("indicator_id", maintain_order=True):
        years = spans(sorted(set(frame.get_column("year").to_list())))
        yield f"    {indicator_id}: {frame.height:,} of {years}, such as"
        for row in frame.head(_SHOWN).iter_rows(named=True):
            counts = f"{row['numerator']} of {row['denominator']}"
            place = f"{row['year']} {row['area_code']}"
            yield f"      {place}: printed {row['value']}, counts {counts}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
