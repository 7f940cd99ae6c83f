"""What an import tells on the console; figures of areas, never of a child."""

from collections.abc import Iterator

import polars as pl

from returncheck.published.compare import Standing
from returncheck.published.figures import SYMBOLS
from returncheck.published.importing import ImportedFile, ImportResult
from returncheck.published.parts import not_from_parts

_SHOWN = 5


def summary_lines(result: ImportResult) -> Iterator[str]:
    """The lines that say what an import found and what it kept.

    Args:
        result: What the import did.
    """
    for file in result.files:
        yield from _file_lines(file)
        yield from _parts_lines(file)
        yield from _revision_lines(file, taken=result.revisions_taken)
        yield ""
    if result.kept_in is None:
        yield "Nothing new: the project holds all of these figures."
        return
    count = sum(f.taken(revisions=result.revisions_taken).height for f in result.files)
    yield f"{_counted(count, 'figure')} written to {result.kept_in}"


def _file_lines(file: ImportedFile) -> Iterator[str]:
    yield file.path.name
    yield f"  release: {file.release.title}"
    yield f"  rows: {file.row_count:,}"
    for (indicator_id,), frame in file.figures.group_by(
        "indicator_id", maintain_order=True
    ):
        yield f"  {indicator_id}: {_years(frame)}; {_standings(frame)}"
    symbols = file.figures.filter(pl.col("value").is_in(list(SYMBOLS)))
    counts = dict(symbols.group_by("value").len().rows())
    listed = [f"{s} ({SYMBOLS[s]}) {counts[s]:,}" for s in SYMBOLS if s in counts]
    yield f"  symbols: {', '.join(listed) if listed else 'none'}"
    if file.unknown_areas:
        codes = ", ".join(file.unknown_areas)
        yield f"  left out, areas not known: {codes}"


def _years(frame: pl.DataFrame) -> str:
    words = []
    for name, is_new in (("new", True), ("known", False)):
        found = frame.filter(pl.col("is_new_year") == is_new).get_column("year")
        if not found.is_empty():
            words.append(f"{name} {_spans(sorted(set(found.to_list())))}")
    return ", ".join(words)


def _spans(years: list[int]) -> str:
    """Years in words: `2013 to 2015 and 2018`."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return " and ".join(
        str(span[0]) if len(span) == 1 else f"{span[0]} to {span[-1]}" for span in spans
    )


def _standings(frame: pl.DataFrame) -> str:
    counts = dict(frame.group_by("standing").len().rows())
    words = {
        Standing.ADDED: "added",
        Standing.SAME: "as held",
        Standing.REVISED: "revised",
    }
    return ", ".join(
        f"{counts.get(kind.value, 0):,} {word}" for kind, word in words.items()
    )


def _revision_lines(file: ImportedFile, *, taken: bool) -> Iterator[str]:
    revised = file.figures.filter(pl.col("standing") == Standing.REVISED.value)
    if revised.is_empty():
        return
    remedy = "taken" if taken else "not taken; take them with --take-revisions"
    yield f"  {_counted(revised.height, 'revision')}, {remedy}:"
    for row in revised.iter_rows(named=True):
        place = f"{row['indicator_id']} {row['year']} {row['area_code']}"
        yield f"    {place}: revised {', '.join(_changes(row))}"


def _parts_lines(file: ImportedFile) -> Iterator[str]:
    odd = not_from_parts(file.figures)
    if odd.is_empty():
        return
    yield f"  {_counted(odd.height, 'figure')} not what the counts beside give:"
    for row in odd.head(_SHOWN).iter_rows(named=True):
        place = f"{row['indicator_id']} {row['year']} {row['area_code']}"
        counts = f"{row['numerator']} of {row['denominator']}"
        yield f"    {place}: printed {row['value']}, counts {counts}"
    if odd.height > _SHOWN:
        yield f"    and {odd.height - _SHOWN:,} more; check the columns of the mapping"


def _changes(row: dict[str, str]) -> Iterator[str]:
    if row["value"] != row["held_value"]:
        yield f"from {row['held_value']} to {row['value']}"
    for name in ("numerator", "denominator"):
        before, after = row[f"held_{name}"], row[name]
        if before and after and before != after:
            yield f"{name} from {before} to {after}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
