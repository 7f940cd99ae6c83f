"""What a Postgres server refused, in one line that holds no value and no password."""

import re
from typing import Final

from returncheck.errors import BusyError, ConfigError

_BUSY: Final = frozenset({"55P03", "40P01", "40001", "57P01", "57P02", "57P03"})
_BUSY_WORDS: Final = re.compile(
    r"too many clients|too many connections|remaining connection slots|starting up"
    r"|shutting down",
    re.I,
)
_MAY_BE_SHOWN: Final = ("2B", "25", "3D", "3F", "42", "53", "54", "55")
"""Classes of errors that name tables and rights, and never a value of a row."""

_LONGEST: Final = 300


def told(message: str, sqlstate: str | None, schema: str) -> ConfigError:
    """What is told of an error of the driver's.

    Args:
        message: Its words: of the driver, of the server, and the statement.
        sqlstate: The server's code; None where there was no connection.
        schema: Name of the schema that was to be written.

    Returns:
        A BusyError where trying again later may do.
    """
    if sqlstate is None:
        return _no_connection(message)
    reason = _first_line(message)
    if sqlstate in _BUSY:
        return BusyError(
            f"The tables in the schema {schema} are in use: {reason}. Try again later."
        )
    if sqlstate == "42501":
        return ConfigError(
            f"Postgres refuses: {reason}. Have the user given CREATE and USAGE on the "
            f"schema {schema}, or choose another --schema."
        )
    if sqlstate == "2BP01":
        return ConfigError(
            f"Postgres refuses: {reason}. The table has other columns than "
            "before: drop what stands on it, or choose another --schema."
        )
    if sqlstate.startswith(_MAY_BE_SHOWN):
        return ConfigError(f"Postgres refuses: {reason}. Nothing was changed there.")
    return ConfigError(
        f"Postgres refuses the tables with the error {sqlstate}. Nothing was changed "
        "there; its log says more."
    )


def _no_connection(message: str) -> ConfigError:
    reason = _first_line(message)
    kind = BusyError if _BUSY_WORDS.search(reason) else ConfigError
    return kind(
        f"There is no connection to Postgres: {reason}. Look at --to, at PGHOST, "
        "PGUSER, PGDATABASE and PGPASSWORD, or at the service file."
    )


def _first_line(message: str) -> str:
    """The words of the server, or of libpq, without the statement."""
    lines = message.splitlines() or [""]
    words = re.sub(r"^[A-Z_]+: (\[libpq\] )?", "", lines[0])
    words = re.sub(r"^Failed to [^:]*: ", "", words)
    words = re.sub(r"^.*?(ERROR|FATAL): +", r"\1: ", words)
    return re.sub(r"^ERROR: ", "", words).strip().rstrip(".")[:_LONGEST]
