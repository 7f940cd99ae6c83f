"""The tables of an export as Postgres knows them: types, statements, texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from returncheck.warehouse.schemas import MARK

_AT_A_TIME: Final = 100_000
_NUL: Final = "\0"
_SHOWN_NUL: Final = "\u2400"
"""Postgres has no text with a NUL in it."""

_DECLARED: Final[Mapping[str, pl.DataType]] = {
    "string": pl.String(),
    "integer": pl.Int32(),
    "bigint": pl.Int64(),
    "double": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
}
_TYPES: Final[Mapping[pl.DataType, tuple[str, pl.DataType]]] = {
    pl.String(): ("text", pl.String()),
    pl.Int8(): ("integer", pl.Int32()),
    pl.Int16(): ("integer", pl.Int32()),
    pl.Int32(): ("integer", pl.Int32()),
    pl.Int64(): ("bigint", pl.Int64()),
    pl.UInt32(): ("bigint", pl.Int64()),
    pl.Float64(): ("double precision", pl.Float64()),
    pl.Boolean(): ("boolean", pl.Boolean()),
    pl.Date(): ("date", pl.Date()),
}
_TEXT: Final = ("text", pl.String())


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresTable:
    """One table of an export.

    Attributes:
        name: Its name.
        columns: Name and type of each column, as Postgres writes them.
        texts: What a column holds, by its name; that of the table has no name.
        frame: Its rows, in types of their own.
        kinds: Types in which they go into these columns as they are.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    texts: Mapping[str, str]
    frame: pl.DataFrame
    kinds: tuple[pl.DataType, ...]

    def parts(self) -> Iterator[pl.DataFrame]:
        """Its rows as they go into the columns, some at a time."""
        for part in self.frame.iter_slices(_AT_A_TIME):
            yield part.select(
                _cast(part[name], kind)
                for name, kind in zip(part.columns, self.kinds, strict=True)
            )


def postgres_table(
    name: str, frame: pl.DataFrame, described: pl.DataFrame
) -> PostgresTable:
    """A table for Postgres.

    Args:
        name: Its name.
        frame: Its rows.
        described: The data dictionary of the export.
    """
    entries = described.filter(pl.col("table") == name)
    declared = dict(entries.select("column", "type").rows())
    kinds = {
        column: _kind(kind, declared.get(column, ""))
        for column, kind in frame.schema.items()
    }
    return PostgresTable(
        name=name,
        columns=tuple((column, kind) for column, (kind, _) in kinds.items()),
        texts=dict(entries.select("column", "description").rows()),
        frame=frame,
        kinds=tuple(to for _, to in kinds.values()),
    )


def _kind(kind: pl.DataType, declared: str) -> tuple[str, pl.DataType]:
    # A column without any value may have no type of its own.
    known = _DECLARED.get(declared, kind) if kind == pl.Null else kind
    return _TYPES.get(known, _TEXT)


def _cast(column: pl.Series, to: pl.DataType) -> pl.Series:
    values = column.cast(to)
    if to == pl.String and values.str.contains(_NUL, literal=True).any():
        return values.str.replace_all(_NUL, _SHOWN_NUL, literal=True)
    return values


def quoted(name: str) -> str:
    """A name as an identifier of SQL."""
    return '"{}"'.format(name.replace('"', '""'))


def literal(text: str) -> str:
    """A text as a literal of SQL, whatever the server takes a backslash for."""
    escaped = text.replace("\\", "\\\\").replace("'", "''").replace(_NUL, _SHOWN_NUL)
    return f" E'{escaped}'"


def created(schema: str, table: PostgresTable) -> str:
    """The statement that makes a table."""
    columns = ", ".join(f"{quoted(name)} {kind}" for name, kind in table.columns)
    return f"create table {quoted(schema)}.{quoted(table.name)} ({columns})"


def commented(schema: str, table: PostgresTable) -> list[str]:
    """The statements that write what a table and its columns hold beside them."""
    place = f"{quoted(schema)}.{quoted(table.name)}"
    about = f"{table.texts.get('', '')} {MARK}".strip()
    return [
        f"comment on table {place} is{literal(about)}",
        *(
            f"comment on column {place}.{quoted(name)} is{literal(table.texts[name])}"
            for name, _ in table.columns
            if name in table.texts
        ),
    ]
