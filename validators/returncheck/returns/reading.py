"""Reads a return to its end and holds it against its contract, piece by piece.

It knows nothing of the database, so that it works in a process of its own as well.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import polars as pl

from returncheck.files.arrow import Carried
from returncheck.files.fingerprints import FileState, InputFile, unchanged_file
from returncheck.returns.contract_findings import empty_findings
from returncheck.returns.contracts import check_batch
from returncheck.returns.counted_findings import CountedFindings
from returncheck.returns.coverage import Coverage
from returncheck.returns.kind import ReturnKind, YearColumns
from returncheck.returns.listed_children import ChildrenSeen
from returncheck.returns.registry import kind_of
from returncheck.returns.source import ReturnSource
from returncheck.returns.year_dates import DatesSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A return that is to be read.

    Attributes:
        source: The return.
        covered: What the rules that are run report, and its contract need not.
        seen: Its files, each with its state before it was first read; none for a return
            that is not read from files.
    """

    source: ReturnSource
    covered: frozenset[Coverage] = frozenset()
    seen: tuple[tuple[Path, FileState | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsRead:
    """The next rows of a return.

    Attributes:
        tables: By official table name, as in `source.Batch`.
        findings: What the contract says of them, rows of
            `contract_findings.FINDING_SCHEMA`.
    """

    tables: dict[str, Carried]
    findings: Carried

    @property
    def size(self) -> int:
        """Bytes that it takes in memory."""
        return self.findings.size + sum(each.size for each in self.tables.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeRead:
    """What is known of a return when all its rows have been read.

    Attributes:
        present_tables: Tables that it has, also those without rows.
        derived_columns: Table and column of each derived column that it has.
        has_crowd: Whether a child has more records than one child can have.
        findings: What the contract says of the return as a whole.
        observations: What was seen that is no value of a table; these findings come
            last.
        cells: The values that findings about elements speak of.
        files: The files that were read; they have not changed meanwhile.
    """

    present_tables: tuple[str, ...]
    derived_columns: tuple[tuple[str, str], ...]
    has_crowd: bool
    findings: Carried
    observations: Carried
    cells: Carried | None
    files: tuple[InputFile, ...]


ReadPiece: TypeAlias = RowsRead | WholeRead


def read_return(reading: Reading) -> Iterator[ReadPiece]:
    """Read a return to its end and check its contract.

    Args:
        reading: What is read.

    Yields:
        Its rows, batch by batch, and at the end what is known of it as a whole.

    Raises:
        InputError: A file cannot be read to its end, or was changed meanwhile; what was
            given before is not to be kept.
    """
    with _no_search_for_cycles():
        yield from _pieces(reading)


def _pieces(reading: Reading) -> Iterator[ReadPiece]:
    source = reading.source
    kind = kind_of(source.collection)
    if kind.complete is not None:
        source = kind.complete(source)
    layout, year = kind.layout, source.return_year
    counted = CountedFindings()
    dates = DatesSeen(_year_columns(kind, source), year or 0)
    children = ChildrenSeen(layout)
    for batch in source.batches():
        dates.take(batch)
        children.take(batch.tables)
        findings = [
            counted.kept(check_batch(layout, name, frame, year, reading.covered))
            for name, frame in batch.tables.items()
        ]
        yield RowsRead(
            tables={name: Carried(frame) for name, frame in batch.tables.items()},
            findings=Carried(_below(findings)),
        )
    of_the_whole = [
        counted.kept(children.unlisted(source.present_tables)),
        counted.rest(),
        dates.findings(source.collection),
    ]
    yield WholeRead(
        present_tables=source.present_tables,
        derived_columns=source.derived_columns,
        has_crowd=children.has_crowd(),
        findings=Carried(_below(of_the_whole)),
        observations=Carried(source.observations(reading.covered)),
        cells=None if source.element_cells is None else Carried(source.element_cells()),
        files=tuple(unchanged_file(path, before) for path, before in reading.seen),
    )


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Rows make none, and looking for them takes an eighth of the reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _below(findings: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([empty_findings(), *findings])


def _year_columns(kind: ReturnKind, source: ReturnSource) -> YearColumns:
    """The dates that tell the year of a return from files; none for another."""
    named = kind.year_columns if source.files else None
    return named or YearColumns(within=())
