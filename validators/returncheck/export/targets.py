"""Where an export goes that is no folder: a Postgres, named without any password.

What is typed stands in the history of the shell and in the list of processes, so the
words of `--to` are never repeated either: they may hold a password all the same.
"""

import os
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from returncheck.errors import ConfigError
from returncheck.warehouse.elsewhere import refuse_service

SCHEMA: Final = "returncheck"
"""The schema of the tables, where none is named."""

_BARE: Final = frozenset({"postgres", "postgresql"})
_ADDRESS: Final = re.compile(r"postgres(ql)?://", re.I)
_SECRETS: Final = frozenset({"password", "sslpassword", "oauth_client_secret"})
_SECONDS: Final = 10
_LONGEST: Final = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresTarget:
    """A server and a place in its database.

    Attributes:
        address: For libpq, which takes what it lacks from PGHOST, PGSERVICE and so on.
        schema: Name of the schema for the tables.
    """

    address: str
    schema: str = SCHEMA


def postgres_target(to: str, schema: str | None = None) -> PostgresTarget:
    """What `--to` and `--schema` mean.

    Args:
        to: `postgres`, or an address such as `postgresql://host/database`.
        schema: The schema; None for the usual one.

    Raises:
        ConfigError: It is something else, or holds a password.
    """
    if to.lower() in _BARE:
        return PostgresTarget(address=_usual("postgresql://"), schema=_schema(schema))
    if not _ADDRESS.match(to):
        refuse_service(to)
        raise ConfigError(
            "--to takes `postgres`, for the server of PGHOST or PGSERVICE, or an "
            "address such as postgresql://host/database. Files are written with --out."
        )
    _refuse_password(to)
    return PostgresTarget(address=_usual(to), schema=_schema(schema))


def _refuse_password(to: str) -> None:
    try:
        parts = urlsplit(to)
        given = {name.lower() for name, _ in parse_qsl(parts.query, True)}
        has_password = parts.password is not None or bool(given & _SECRETS)
    except ValueError as error:
        raise ConfigError(
            "The address of --to cannot be read. Write it as "
            "postgresql://user@host:5432/database."
        ) from error
    if has_password:
        raise ConfigError(
            "--to holds a password, which the history of the shell and the list of "
            "processes now show. Change it, and give it in PGPASSWORD, in a password "
            "file or in a service file."
        )


def _usual(address: str) -> str:
    """The address, with what a command line expects of a connection."""
    asked = {name for name, _ in parse_qsl(urlsplit(address).query, True)}
    added = ["fallback_application_name=returncheck"]
    if "connect_timeout" not in asked and "PGCONNECT_TIMEOUT" not in os.environ:
        added.append(f"connect_timeout={_SECONDS}")
    return f"{address}{'&' if '?' in address else '?'}{'&'.join(added)}"


def _schema(name: str | None) -> str:
    if name is None:
        return SCHEMA
    is_fit = 0 < len(name.encode()) <= _LONGEST and "\0" not in name
    if not is_fit or name.startswith("pg_") or name == "information_schema":
        raise ConfigError(
            f"--schema takes a name of 1 to {_LONGEST} letters that Postgres does not "
            "keep for itself, such as returncheck."
        )
    return name
