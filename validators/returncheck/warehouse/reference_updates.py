"""Imported authorities, population estimates and neighbours, where models read them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from returncheck.catalogue.authorities import Authority, authority_of
from returncheck.warehouse.user_tables import replace_reference

if TYPE_CHECKING:
    import duckdb
    import polars as pl

_COLUMNS = (
    "la_code",
    "gss_code",
    "la_name",
    "region_code",
    "region_name",
    "first_year",
    "last_year",
)


def write_area_updates(
    connection: "duckdb.DuckDBPyConnection", updates: "Mapping[str, pl.DataFrame]"
) -> None:
    """Note what was imported about areas, in the place of all that was there.

    What follows from it is built again only when it has changed.

    Args:
        connection: An open connection.
        updates: Name of a raw table, without its schema, to its rows, all text; each
            row once.
    """
    for table, rows in updates.items():
        replace_reference(connection, f"raw.{table}", rows)


def read_imported_authorities(
    connection: "duckdb.DuckDBPyConnection",
) -> tuple[Authority, ...]:
    """The authorities that are noted as imported, by their codes.

    Args:
        connection: An open connection.
    """
    found = connection.execute(
        f"select {', '.join(_COLUMNS)} from raw.authority_updates order by la_code"
    ).fetchall()
    return tuple(authority_of(dict(zip(_COLUMNS, row, strict=True))) for row in found)
