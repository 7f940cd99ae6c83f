"""The identifiers of children in a database, and the key of their hashes."""

import secrets
from typing import TYPE_CHECKING, Final

from returncheck.files.arrow import as_arrow
from returncheck.findings.pseudonyms import TOKEN, Identifiers, Pseudonyms
from returncheck.returns import LAYOUTS

if TYPE_CHECKING:
    import duckdb

# One that a text is taken apart into as it stands, without a letter beyond ASCII.
_PLAIN_WORD: Final = "[A-Za-z0-9_]([A-Za-z0-9_/.-]*[A-Za-z0-9_])?"


def pseudonyms(
    connection: "duckdb.DuckDBPyConnection", key: str | None = None
) -> Pseudonyms:
    """What gives identifiers their hashes.

    Args:
        connection: An open connection.
        key: The key; None for that of the database, which is made when it has none.
    """
    if key is None:
        found = connection.execute("select key from history.pseudonym_key").fetchone()
        key = found[0] if found else secrets.token_hex(32)
        if not found:
            connection.execute("insert into history.pseudonym_key values (?)", [key])
    return Pseudonyms(key)


def identifying_fields() -> frozenset[str]:
    """Columns of returns whose values identify a child."""
    return frozenset(
        column.name
        for layout in LAYOUTS.values()
        for table in layout.tables
        for column in table.columns
        if column.identifies
    )


def known_identifiers(
    connection: "duckdb.DuckDBPyConnection", return_id: str | None = None
) -> set[str]:
    """Every identifier of a child in the records of returns.

    Args:
        connection: An open connection.
        return_id: The return; None for all.
    """
    source = _source_of_identifiers()
    if source is None:
        return set()
    rows = connection.execute(
        f"select distinct id from ({source}) "
        "where id is not null and (return_id = $1 or $1 is null)",
        [return_id],
    ).fetchall()
    return {row[0] for row in rows}


def _source_of_identifiers() -> str | None:
    """A query of every identifier and its return; None where no layout has any."""
    parts = [
        f'select "{column.name}" as id, return_id from {layout.raw_table(table.name)}'
        for layout in LAYOUTS.values()
        for table in layout.tables
        for column in table.columns
        if column.identifies
    ]
    return " union all ".join(parts) or None


def identifiers_among(
    connection: "duckdb.DuckDBPyConnection", words: set[str]
) -> set[str]:
    """The identifiers that are among some words, and those that are no plain word.

    A country has a million identifiers and its findings name few of them.

    Args:
        connection: An open connection.
        words: Words, casefolded.
    """
    import polars as pl

    source = _source_of_identifiers()
    if source is None:
        return set()
    wanted = pl.DataFrame({"word": list(words)}, {"word": pl.String})
    connection.register("wanted_words", as_arrow(wanted))
    rows = connection.execute(
        f"select distinct id from ({source}) where id is not null "
        f"and (not regexp_full_match(id, '{_PLAIN_WORD}') "
        "or lower(id) in (select word from wanted_words))"
    ).fetchall()
    connection.unregister("wanted_words")
    return {row[0] for row in rows}


def identifiers(
    connection: "duckdb.DuckDBPyConnection", hashes: Pseudonyms
) -> Identifiers:
    """The known identifiers, each with its hash."""
    return Identifiers(known_identifiers(connection), hashes)


def restore_explained_children(
    connection: "duckdb.DuckDBPyConnection", key: str | None
) -> None:
    """Put identifiers in the place of the hashes that explanations name.

    The file of queries to explain names hashes after a run with `--redact`.

    Args:
        connection: An open connection, with the returns loaded.
        key: Key of the settings, in whose hashes they may be too.
    """
    named = connection.execute("select distinct child from raw.explanations").fetchall()
    tokens = {row[0] for row in named if row[0] and TOKEN.fullmatch(row[0])}
    if not tokens:
        return
    known = known_identifiers(connection)
    for hashes in [pseudonyms(connection), *([Pseudonyms(key)] if key else [])]:
        for each in known:
            if hashes.of(each) in tokens:
                connection.execute(
                    "update raw.explanations set child = ? where child = ?",
                    [each, hashes.of(each)],
                )
