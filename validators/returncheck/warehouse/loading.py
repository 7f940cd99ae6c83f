"""Writes returns to the warehouse: their rows, and what their contract says of them."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck import warehouse
from returncheck.catalogue.rule_sets import rule_set_for
from returncheck.catalogue.rules import rules_in_force
from returncheck.errors import InputError
from returncheck.files.childless import without_names
from returncheck.files.fingerprints import FileState, InputFile, unchanged_file
from returncheck.returns import LAYOUTS
from returncheck.returns.contracts import check_batch
from returncheck.returns.counted_findings import CountedFindings
from returncheck.returns.coverage import Aspect, Coverage
from returncheck.returns.discover import discover
from returncheck.returns.kind import ReturnKind, YearColumns
from returncheck.returns.registry import kind_of
from returncheck.returns.running_year import year_findings
from returncheck.returns.source import ReturnSource
from returncheck.returns.year_dates import DatesSeen
from returncheck.settings.said_in_folders import said_in
from returncheck.warehouse.crowds import part_crowds
from returncheck.warehouse.listed_children import unlisted_children
from returncheck.warehouse.register import LoadResult, ReturnRecord

if TYPE_CHECKING:
    import duckdb


def load_paths(
    connection: "duckdb.DuckDBPyConnection",
    paths: Sequence[Path],
    *,
    authority: str | None,
    year: int | None,
    rule_year: int | None,
    context: bool = False,
    previous: Sequence[Path] = (),
) -> LoadResult:
    """Write every return that is found in files and folders.

    Args:
        connection: An open connection.
        paths: The files and folders.
        authority: Three-digit code for files that name no authority.
        year: Return year (ending 31 March) for files that name no year.
        rule_year: Year whose statutory rules check them; None: each return's own.
        context: Whether they are there to look back on, and not to be submitted.
        previous: Files and folders of the year before, which are context and are
            checked by the rules of their own year.

    Raises:
        ConfigError: `authority`, `year` or settings in a folder are wrong.
    """
    found = discover(
        paths, authority=authority, year=year, previous=previous, said_in=said_in
    )
    refused = [str(refusal.error) for refusal in found.refusals]
    loaded = []
    notes = dict.fromkeys(note for each in found.sources for note in each.notes)
    for source in found.sources:
        try:
            record = load_source(
                connection,
                source,
                rule_year=None if source.is_context else rule_year,
                is_context=True if context else source.is_context,
                seen=found.seen,
            )
            loaded.append(record)
        except InputError as error:
            refused.append(str(error))
    return LoadResult(
        loaded=tuple(loaded),
        refused=tuple(without_names(line, found.names) for line in refused),
        notes=tuple(without_names(line, found.names) for line in notes),
    )


def load_source(
    connection: "duckdb.DuckDBPyConnection",
    source: ReturnSource,
    rule_year: int | None = None,
    *,
    is_context: bool | None = None,
    day: date | None = None,
    seen: Mapping[Path, FileState | None] | None = None,
    previous_return_id: str | None = None,
) -> ReturnRecord:
    """Write one return in a transaction of its own.

    Args:
        connection: An open connection.
        source: What the return is, and where its rows come from.
        rule_year: Year whose statutory rules check it; None: its own.
        is_context: Whether it is there to look back on; None: its year decides. A
            return without years never is.
        day: The day of loading, which tells what collection runs; None: today.
        seen: The state of its files before they were first read, by resolved path;
            None for a return that is not read from files.
        previous_return_id: The return that its rules look back on; None for that of
            the same authority and the year before.

    Returns:
        What the register says of it.

    Raises:
        InputError: A file cannot be read to its end, or was changed meanwhile; nothing
            has changed in the warehouse.
    """
    complete = kind_of(source.collection).complete
    if complete is not None:
        source = complete(source)
    is_same = source.return_year in (None, rule_year)
    record = ReturnRecord(
        return_id=source.return_id,
        collection=source.collection,
        la_code=source.la_code,
        return_year=source.return_year,
        source_name=source.source_name,
        rule_year=None if is_same else rule_year,
        is_context=None if source.return_year is None else is_context,
        previous_return_id=previous_return_id,
        file_format=source.file_format,
    )
    with warehouse.transaction(connection), _no_search_for_cycles():
        write_return(connection, record, source)
        warehouse.append_contract_findings(
            connection,
            record.return_id,
            year_findings(
                kind_of(record.collection),
                record.return_year,
                day or datetime.now(UTC).date(),
            ),
        )
        files = _files(source, seen)
        warehouse.register_files(connection, record.return_id, files)
    return replace(record, files=files)


def _files(
    source: ReturnSource, seen: Mapping[Path, FileState | None] | None
) -> tuple[InputFile, ...]:
    """The files that were read, each the same as before the first reading."""
    if seen is None:
        return ()
    return tuple(
        unchanged_file(path, seen.get(path.resolve())) for path in source.files
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


def write_return(
    connection: "duckdb.DuckDBPyConnection",
    record: ReturnRecord,
    source: ReturnSource,
) -> None:
    """Read a return to its end, check its contract and store both.

    Args:
        connection: An open connection, inside a transaction.
        record: What the register says of the return.
        source: Where its rows come from.

    Raises:
        InputError: The file cannot be read to its end.
    """
    layout = LAYOUTS[record.collection]
    covered = rule_coverage(record.collection, record.rule_year or record.return_year)
    counted = CountedFindings()
    warehouse.register_return(
        connection, record, source.present_tables, source.derived_columns
    )
    kind = kind_of(record.collection)
    dates = DatesSeen(_year_columns(kind, source), record.return_year or 0)
    for batch in source.batches():
        dates.take(batch)
        warehouse.append_rows(connection, layout, record.return_id, batch.tables)
        for name, frame in batch.tables.items():
            findings = check_batch(layout, name, frame, record.return_year, covered)
            warehouse.append_contract_findings(
                connection, record.return_id, counted.kept(findings)
            )
    for rest in (
        counted.kept(unlisted_children(connection, layout, record.return_id)),
        counted.rest(),
        dates.findings(record.collection),
        part_crowds(connection, layout, record.return_id),
    ):
        warehouse.append_contract_findings(connection, record.return_id, rest)
    warehouse.append_contract_findings(
        connection, record.return_id, source.observations(covered)
    )
    if source.element_cells is not None:
        cells = source.element_cells()
        warehouse.append_contract_cells(connection, record.return_id, cells)


def _year_columns(kind: ReturnKind, source: ReturnSource) -> YearColumns:
    """The dates that tell the year of a return from files; none for another."""
    named = kind.year_columns if source.files else None
    return named or YearColumns(within=())


def rule_coverage(collection: str, year: int | None) -> frozenset[Coverage]:
    """What the rules that are run report, so that the contract need not.

    Args:
        collection: The return.
        year: Year whose rules are asked for; None for a return without rules.

    Returns:
        One entry a field and aspect, presence or codes.
    """
    held = None if year is None else rule_set_for(collection, year)
    if held is None:
        return frozenset()
    covered = set()
    for rule in rules_in_force(collection, held.year):
        for aspect, names in (
            (Aspect.PRESENCE, rule.covers_presence),
            (Aspect.CODES, rule.covers_codes),
        ):
            for name in names:
                table, field = name.split(".")
                covered.add(Coverage(table=table, field=field, aspect=aspect))
    return frozenset(covered)
