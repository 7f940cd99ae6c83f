"""The data dictionary, made from the YAML beside each model."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from returncheck.catalogue.marts import mart

if TYPE_CHECKING:
    import polars as pl

NAME = "data_dictionary"
_SYMBOL_TEXT = (
    "Why {column} is empty: c withheld so that no child can be found, x not available, "
    "z not applicable. In CSV and XLSX the symbol stands in the column itself."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One column of one table.

    Attributes:
        table: Name of the table.
        column: Name of the column; empty for what is said of the table.
        data_type: Type of the column; empty for the table.
        description: What it holds.
    """

    table: str
    column: str
    data_type: str
    description: str


def documented(name: str) -> list[Entry]:
    """What the YAML of a mart says: first of the table, then of its columns.

    Raises:
        InternalError: The project holds no such mart.
    """
    described = mart(name)
    columns = [
        Entry(
            table=name,
            column=column.name,
            data_type=column.data_type,
            description=column.description,
        )
        for column in described.columns
    ]
    about = Entry(
        table=name, column="", data_type="", description=described.description
    )
    return [about, *columns]


def dictionary(
    tables: "Mapping[str, pl.DataFrame]", extra: Mapping[str, Mapping[str, str]]
) -> "pl.DataFrame":
    """The dictionary of an export: what is in it, and nothing else.

    Args:
        tables: Table by name, with the columns that are exported.
        extra: Descriptions of tables that are no mart: column to text.

    Returns:
        `table`, `column`, `type` and `description`, in the order of the tables.
    """
    import polars as pl

    rows: list[tuple[str, str, str, str]] = []
    for name, frame in tables.items():
        entries = _extra(name, extra[name]) if name in extra else documented(name)
        known = {entry.column: entry for entry in entries}
        about = known.get("")
        if about is not None:
            rows.append((name, "", "", about.description))
        for column in frame.columns:
            entry = known.get(column)
            if entry is not None:
                rows.append((name, column, entry.data_type, entry.description))
            elif column.endswith("_symbol"):
                of = column.removesuffix("_symbol")
                text = _SYMBOL_TEXT.format(column=of)
                rows.append((name, column, "string", text))
    names = ("table", "column", "type", "description")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _extra(name: str, columns: Mapping[str, str]) -> list[Entry]:
    return [
        Entry(
            table=name,
            column=column,
            data_type="bigint" if column.endswith("_count") else "string",
            description=text,
        )
        for column, text in columns.items()
    ]
