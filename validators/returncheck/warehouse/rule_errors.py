"""Rules that could not run in a build, where the models read of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def forget_rule_errors(connection: "duckdb.DuckDBPyConnection") -> None:
    """Begin a build: what failed in an earlier one may run now."""
    connection.execute("delete from raw.rule_errors")


def note_rule_errors(
    connection: "duckdb.DuckDBPyConnection",
    errors: Iterable[tuple[str, str, int, str]],
) -> None:
    """Note rules that could not run.

    Args:
        connection: An open connection.
        errors: Collection, code, first year of the version, and the kind of the error,
            which holds no value.
    """
    for error in errors:
        connection.execute(
            "insert into raw.rule_errors (collection, code, first_year, kind) "
            "values (?, ?, ?, ?)",
            list(error),
        )
