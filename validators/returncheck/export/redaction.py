"""Marts that name no child: keyed hashes in the place of identifiers."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck import warehouse
from returncheck.errors import ConfigError
from returncheck.findings.pseudonyms import without_children
from returncheck.warehouse.identifiers import (
    identifiers,
    identifying_fields,
    pseudonyms,
)

if TYPE_CHECKING:
    import duckdb
    import polars as pl

_FINDINGS = "fct_findings"
"""The mart that names children."""


def redacted_marts(
    database: Path, marts: "Mapping[str, pl.DataFrame]", key: str | None
) -> "dict[str, pl.DataFrame]":
    """The marts with hashes in the place of every identifier.

    Args:
        database: The DuckDB file that they are from.
        marts: Mart by name.
        key: Key of the hashes; None for that of the database.

    Raises:
        ConfigError: The database has no key yet, and none is given.
    """
    with warehouse.connect(database, read_only=True) as connection:
        if key is None and not _has_key(connection):
            raise ConfigError(
                f"The database {database} is of an earlier version and has no key for "
                "hashes. Check a return into it first, or set `redaction_key`."
            )
        hashes = pseudonyms(connection, key)
        known = identifiers(connection, hashes)
    hidden = without_children(marts[_FINDINGS], hashes, known, identifying_fields())
    return {**marts, _FINDINGS: hidden}


def _has_key(connection: "duckdb.DuckDBPyConnection") -> bool:
    found = connection.execute(
        "select 1 from duckdb_tables() "
        "where schema_name = 'history' and table_name = 'pseudonym_key'"
    ).fetchone()
    return found is not None
