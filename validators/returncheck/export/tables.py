"""Reads the marts out of a database, and only reads."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck import warehouse
from returncheck.catalogue.marts import EXPORTED_TABLES, Mart, marts_of
from returncheck.errors import ConfigError
from returncheck.warehouse.beside import refuse_beside
from returncheck.warehouse.elsewhere import refuse_elsewhere
from returncheck.warehouse.trust import refuse_strangers

if TYPE_CHECKING:
    import duckdb
    import polars as pl

DATABASE = "returncheck.duckdb"
"""Name of the database in an output folder."""

_POPULATIONS_TABLE = "int_populations_by_return_year"
_POPULATIONS = f"select area_code, return_year, population from {_POPULATIONS_TABLE}"


def find_database(place: Path) -> Path:
    """The database that a path means: itself, or the one in an output folder.

    Raises:
        ConfigError: There is none, or it is no file but a service.
    """
    refuse_elsewhere(place)
    database = place / DATABASE if place.is_dir() else place
    if not database.is_file():
        raise ConfigError(
            f"There is no database {database}. Make one with: "
            "returncheck run FILE --out FOLDER"
        )
    return database


def read_marts(
    database: Path,
) -> "tuple[dict[str, pl.DataFrame], pl.DataFrame, pl.DataFrame]":
    """The marts, the populations, and the returns in the register.

    Args:
        database: The DuckDB file; nothing in it is changed.

    Returns:
        Mart by name; `area_code`, `return_year`, `population`; `return_id`, `la_code`,
        `return_year`.

    Raises:
        ConfigError: The file is no database, is locked, holds no marts, or a view in
            the place of a table.
        InputError: It is damaged.
    """
    with warehouse.connect(database, read_only=True) as connection:
        refuse_strangers(connection, database, _tables())
        refuse_beside(connection, database)
        _refuse_unbuilt(connection, database)
        return marts_in(connection)


def marts_in(
    connection: "duckdb.DuckDBPyConnection",
) -> "tuple[dict[str, pl.DataFrame], pl.DataFrame, pl.DataFrame]":
    """The marts, the populations and the returns of a built warehouse.

    Args:
        connection: An open connection.

    Returns:
        As `read_marts`.
    """
    marts = {
        each.name: warehouse.read(connection, _query(each))
        for each in marts_of(EXPORTED_TABLES)
    }
    populations = warehouse.read(connection, _POPULATIONS)
    returns = warehouse.read(
        connection,
        "select return_id, la_code, return_year "
        f"from {warehouse.quoted(warehouse.raw_schema(connection))}.returns",
    )
    return marts, populations, returns


def _tables() -> list[str]:
    """What is read and has to be a table: a view could read what it likes."""
    stored = [each.name for each in marts_of(EXPORTED_TABLES) if not each.is_view]
    return [*stored, _POPULATIONS_TABLE]


def _query(mart: Mart) -> str:
    order = ", ".join(f"{column} nulls last" for column in mart.order_by)
    chosen = mart.exported_where or "true"
    return f"select * from {mart.name} where {chosen} order by {order}"


def _refuse_unbuilt(connection: "duckdb.DuckDBPyConnection", database: Path) -> None:
    built = {name for name, _ in warehouse.relations(connection)}
    if warehouse.is_unfinished(connection):
        raise ConfigError(
            f"In the database {database} something was loaded or changed after the "
            "last check: its tables are not built from it. "
            "Check it with: returncheck run FILE --out FOLDER"
        )
    missing = [m.name for m in marts_of(EXPORTED_TABLES) if m.name not in built]
    if missing:
        raise ConfigError(
            f"The database {database} holds no {missing[0]}: it is not built. "
            "Build it with: returncheck run FILE --out FOLDER"
        )


def chosen_rows(
    marts: "Mapping[str, pl.DataFrame]",
    returns: "pl.DataFrame",
    *,
    authority: str | None,
    year: int | None,
) -> "dict[str, pl.DataFrame]":
    """The rows of one authority and year; England and regions stay beside it.

    Args:
        marts: Mart by name.
        returns: `return_id`, `la_code` and `return_year` of the register.
        authority: Three-digit code; None for all.
        year: Year (ending 31 March); None for all.

    Returns:
        The marts; `dim_authorities` keeps all its rows.

    Raises:
        ConfigError: There is no such authority.
    """
    codes = marts["dim_authorities"]["la_code"]
    if authority is not None and authority not in codes:
        raise ConfigError(
            f"There is no authority '{authority}'. Give its three-digit code: 887"
        )
    return {
        name: _chosen(frame, returns, authority, year)
        if name != "dim_authorities"
        else frame
        for name, frame in marts.items()
    }


def _chosen(
    frame: "pl.DataFrame",
    returns: "pl.DataFrame",
    authority: str | None,
    year: int | None,
) -> "pl.DataFrame":
    import polars as pl

    known = returns.select(
        "return_id", la_of_return="la_code", year_of_return="return_year"
    )
    if "return_id" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias("return_id"))
        return _chosen(frame, returns, authority, year).drop("return_id")
    joined = frame.join(known, on="return_id", how="left", maintain_order="left")
    of_authority, of_year = pl.lit(True), pl.lit(True)
    if authority is not None:
        if "area_type" in frame.columns:
            of_authority = pl.col("la_code").is_null() | (
                pl.col("la_code") == authority
            )
        else:
            column = "la_code" if "la_code" in frame.columns else "la_of_return"
            of_authority = pl.col(column) == authority
    if year is not None:
        if "return_year" in frame.columns:
            of_year = pl.col("return_year") == year
        else:
            # A KPI return has no year of its own; what it says of itself stays.
            of_year = (pl.col("year_of_return") == year) | pl.col(
                "year_of_return"
            ).is_null()
    return joined.filter(of_authority & of_year).select(frame.columns)
