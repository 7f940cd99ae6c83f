"""Loads returns: finds them, has them read, and writes what was read."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.catalogue.rule_sets import rule_set_for
from returncheck.catalogue.rules import rules_in_force
from returncheck.errors import InputError
from returncheck.files.childless import without_names
from returncheck.files.fingerprints import FileState
from returncheck.project import kept_for_project
from returncheck.returns.coverage import Aspect, Coverage
from returncheck.returns.discover import discover
from returncheck.returns.reading import Reading, read_return
from returncheck.returns.registry import kind_of
from returncheck.returns.running_year import year_findings
from returncheck.returns.source import ReturnSource
from returncheck.settings.said_in_folders import said_in
from returncheck.warehouse.landing import IntoDatabase, Landing, ToLand
from returncheck.warehouse.register import LoadResult, ReturnRecord
from returncheck.warehouse.writing import ReturnWriter

if TYPE_CHECKING:
    import duckdb
    import polars as pl


def load_paths(
    connection: "duckdb.DuckDBPyConnection",
    paths: Sequence[Path],
    *,
    authority: str | None,
    year: int | None,
    rule_year: int | None,
    context: bool = False,
    previous: Sequence[Path] = (),
    jobs: int | None = None,
    landing: Landing | None = None,
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
        jobs: How many processes read them; None: one a core, and this one alone where
            there is little to read. Nothing that is found depends on it.
        landing: Reads and writes them; None: into the database, as DuckDB does.

    Raises:
        ConfigError: `authority`, `year`, `jobs` or settings in a folder are wrong.
    """
    landing = landing or IntoDatabase()
    with landing.pool(jobs) as pool:
        found = discover(
            paths,
            authority=authority,
            year=year,
            previous=previous,
            said_in=said_in,
            pool=pool,
        )
        refused = [str(refusal.error) for refusal in found.refusals]
        notes = dict.fromkeys(note for each in found.sources for note in each.notes)
        records = [
            _record(
                source,
                None if source.is_context else rule_year,
                is_context=True if context else source.is_context,
            )
            for source in found.sources
        ]
        wanted = [
            ToLand(
                record=record,
                reading=_reading(source, record, found.seen),
                of_today=_of_today(record),
            )
            for source, record in zip(found.sources, records, strict=True)
        ]
        loaded: list[ReturnRecord] = []
        for landed in landing.put(connection, wanted, pool):
            if isinstance(landed, InputError):
                refused.append(str(landed))
            else:
                loaded.append(landed)
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
    record = _record(
        source,
        rule_year,
        is_context=is_context,
        previous_return_id=previous_return_id,
    )
    writer = ReturnWriter(connection)
    pieces = read_return(_reading(source, record, seen))
    loaded = writer.add(record, pieces, _of_today(record, day))
    writer.flush()
    return loaded


def _record(
    source: ReturnSource,
    rule_year: int | None,
    *,
    is_context: bool | None,
    previous_return_id: str | None = None,
) -> ReturnRecord:
    """What the register is to say of a return."""
    is_same = source.return_year in (None, rule_year)
    return ReturnRecord(
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


def _reading(
    source: ReturnSource,
    record: ReturnRecord,
    seen: Mapping[Path, FileState | None] | None,
) -> Reading:
    states = {} if seen is None else seen
    return Reading(
        source=source,
        covered=rule_coverage(
            record.collection, record.rule_year or record.return_year
        ),
        seen=()
        if seen is None
        else tuple((path, states.get(path.resolve())) for path in source.files),
    )


def _of_today(record: ReturnRecord, day: date | None = None) -> "pl.DataFrame":
    """What the day of loading says of the year of a return."""
    return year_findings(
        kind_of(record.collection),
        record.return_year,
        day or datetime.now(UTC).date(),
    )


@kept_for_project
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
