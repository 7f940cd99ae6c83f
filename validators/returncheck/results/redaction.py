"""A result whose outputs name no child: keyed hashes in the place of identifiers."""

from dataclasses import replace
from typing import TYPE_CHECKING

from returncheck.findings.pseudonyms import (
    mapped,
    texts_without_identifiers,
    without_children,
)
from returncheck.results.check_result import CheckResult
from returncheck.warehouse.identifiers import (
    identifiers,
    identifying_fields,
    pseudonyms,
)

if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from returncheck.findings.pseudonyms import Identifiers, Pseudonyms
    from returncheck.results.child_records import TableRecords

_FREE_TEXT = (
    "action",
    "explanation",
    "explained_by",
    "narrative",
    "note",
    "owner",
    "reason",
)


def redacted(
    result: CheckResult, connection: "duckdb.DuckDBPyConnection", key: str | None
) -> CheckResult:
    """A result with hashes in the place of every identifier.

    Args:
        result: The result, with identifiers as received.
        connection: An open connection to its database.
        key: Key of the hashes; None for that of the database.

    Returns:
        The result; findings, notes and reasons name hashes. The database keeps the
        records as they are.
    """
    hashes = pseudonyms(connection, key)
    known = identifiers(connection, hashes)
    read_whole = result.read_whole
    return replace(
        result,
        read_whole=None
        if read_whole is None
        else lambda mart: _texts(read_whole(mart), known),
        findings=without_children(result.findings, hashes, known, identifying_fields()),
        marts={name: _texts(frame, known) for name, frame in result.marts.items()},
        suite_outcomes=_texts(result.suite_outcomes, known),
        timelines=tuple(
            replace(
                timeline.with_texts(known.of_whole),
                child_id=hashes.of(timeline.child_id),
            )
            for timeline in result.timelines
        ),
        child_records=tuple(
            _hidden(records, hashes, known) for records in result.child_records
        ),
        hide=known.of_whole,
    )


def _hidden(
    records: "TableRecords", hashes: "Pseudonyms", known: "Identifiers"
) -> "TableRecords":
    """Records that name no child, without what tells who a child is otherwise."""
    columns = {column.name: column for column in records.table.columns}
    kept = [name for name in records.columns if not columns[name].personal]
    rows = records.rows.select("row_number", "child_id", *kept)
    return replace(
        records,
        rows=rows.with_columns(
            mapped(rows[name], hashes.of)
            if name == "child_id" or columns[name].identifies
            else texts_without_identifiers(rows[name], known)
            for name in ("child_id", *kept)
        ),
    )


def _texts(frame: "pl.DataFrame", known: "Identifiers") -> "pl.DataFrame":
    import polars as pl

    return frame.with_columns(
        texts_without_identifiers(frame[name], known)
        for name, kind in frame.schema.items()
        if name in _FREE_TEXT and kind == pl.String
    )
