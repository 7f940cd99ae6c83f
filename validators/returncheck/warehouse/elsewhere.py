"""A database is a file of this machine or of a share that it has mounted.

DuckDB would take some names for services and other programs' databases, and then fetch
an extension and send records of children there. None of them is let through, and what
was typed is not repeated, since an address may hold a password.
"""

import os
import re
from pathlib import Path
from typing import Final

from returncheck.errors import ConfigError

_SERVICE: Final = re.compile(r"(md|motherduck):", re.I)
_POSTGRES: Final = re.compile(r"postgres(ql)?:", re.I)
_ADDRESS: Final = re.compile(
    r"(abfss?|az|azure|duckdb|ducklake|file|ftp|gcs|gs|hf|https?|mssql|mysql|nfs|odbc"
    r"|quack|r2|s3a?|s3n|sftp|smb|snowflake|sqlite|sqlserver)"
    r":",
    re.I,
)
_UNC: Final = "\\\\"


def refuse_service(place: str | Path) -> None:
    """Refuse MotherDuck, where records of children would leave the machine.

    Raises:
        ConfigError: It is meant.
    """
    if _SERVICE.match(str(place)):
        raise ConfigError(
            "MotherDuck is a service outside, and records of children stay on your "
            "machines. Check into a folder with --out, write what may leave with "
            "`returncheck export FOLDER --public --out PUBLIC`, and load that there."
        )


def refuse_elsewhere(place: str | Path) -> None:
    """Refuse what is no file or folder where a database belongs.

    Args:
        place: What was named as database or output folder.

    Raises:
        ConfigError: It is a service, another database or an address, with the way
            round.
    """
    text = str(place)
    refuse_service(text)
    if _POSTGRES.match(text):
        raise ConfigError(
            "Postgres cannot hold the database of a run, which is a DuckDB file. Check "
            "into a folder with --out, then put its tables into Postgres with: "
            "returncheck export FOLDER --to postgres"
        )
    if found := _ADDRESS.match(text):
        raise ConfigError(
            f"An address that begins with {found.group()} is no file. Name a folder of "
            "this machine, or where the share is mounted."
        )
    if os.name != "nt" and text.startswith(_UNC):
        raise ConfigError(
            f"{text} is a share as Windows names it. Mount it, and name the folder "
            "where it is mounted."
        )
