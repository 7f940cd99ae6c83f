"""Which schemas of a database are returncheck's, and which tables it made there.

`raw` and `main` where returncheck made the database; a team that runs the dbt project
as a package has schemas of its own, and tables of its own beside ours.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.errors import ConfigError

if TYPE_CHECKING:
    import duckdb

RAW = "raw"
MAIN = "main"

# Without a search path of its own a connection has a current schema and no list.
SEARCHED = "list_append(current_schemas(false), current_schema())"
"""SQL of the schemas in which a name without one is looked for."""

MARK = "Made by returncheck."
"""The comment on each raw table that returncheck, or its dbt package, made."""


def raw_schema(connection: "duckdb.DuckDBPyConnection") -> str:
    """The schema that the register of loaded returns stands in; `raw` where it is new.

    Args:
        connection: An open connection.
    """
    return _raw_of(_marked(connection))


def built_schemas(connection: "duckdb.DuckDBPyConnection") -> list[str]:
    """The schemas that the last build was made in, that of the marts first.

    Args:
        connection: An open connection, also to a database of an earlier version.
    """
    return _built_of(connection, _marked(connection))


def _marked(connection: "duckdb.DuckDBPyConnection") -> set[tuple[str, str]]:
    """Schema and name of the register's tables that we made.

    To ask DuckDB takes longer the more tables there are, so it is asked once.
    """
    rows = connection.execute(
        "select schema_name, table_name from duckdb_tables() "
        "where database_name = current_database() and comment = ? "
        "and table_name in ('returns', 'built_in')",
        [MARK],
    ).fetchall()
    return set(rows)


def _raw_of(marked: set[tuple[str, str]]) -> str:
    schemas = sorted(schema for schema, table in marked if table == "returns")
    return RAW if RAW in schemas or not schemas else schemas[0]


def _built_of(
    connection: "duckdb.DuckDBPyConnection", marked: set[tuple[str, str]]
) -> list[str]:
    raw = _raw_of(marked)
    if (raw, "built_in") not in marked:
        return [MAIN]
    rows = connection.execute(
        f"select noted.schema_name from {quoted(raw)}.built_in as noted "
        "semi join duckdb_schemas() as present "
        "on noted.schema_name = present.schema_name "
        "and present.database_name = current_database() "
        "order by noted.search_order"
    ).fetchall()
    return [name for (name,) in rows] or [MAIN]


def enter_built_schemas(connection: "duckdb.DuckDBPyConnection") -> None:
    """Let a name without a schema mean what the last build made.

    Args:
        connection: An open connection whose settings can still be changed.
    """
    schemas = built_schemas(connection)
    if schemas != [MAIN]:
        path = ",".join(quoted(name) for name in schemas).replace("'", "''")
        connection.execute(f"set search_path = '{path}'")


def refuse_other_builds(
    connection: "duckdb.DuckDBPyConnection", database: Path
) -> None:
    """Refuse to load into and build a database that only dbt can build.

    Raises:
        ConfigError: Its raw tables are not in `raw`, or what is built from them
            stands in several schemas.
    """
    marked = _marked(connection)
    raw, built = _raw_of(marked), _built_of(connection, marked)
    if raw != RAW or len(built) > 1:
        where = f"reads from schema {raw} and builds in {', '.join(built)}"
        raise ConfigError(
            f"The database {database} belongs to a dbt project that {where}. "
            "Build it with dbt build; returncheck export and returncheck contracts "
            "check read it. Choose another file to load returns into."
        )


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'
