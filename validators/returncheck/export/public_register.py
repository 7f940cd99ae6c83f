"""The register of public exports, a file beside the database.

It holds what the exports showed, and so nothing that they withheld. Erasing returns
leaves it: what was given out stays given out.
"""

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from returncheck.disclosure.differencing import Release, conflict
from returncheck.errors import ConfigError

_FORMAT = 1


def register_path(database: Path) -> Path:
    """The register of a database."""
    return database.with_name(f"{database.stem}-public-exports.json")


def enter_release(database: Path, release: Release, *, forget: bool = False) -> None:
    """Enter an export in the register, or refuse it.

    Args:
        database: The database that it is made from.
        release: What it says.
        forget: Whether no earlier export was ever given out.

    Raises:
        ConfigError: Together with an earlier one it would give a count away, or the
            register cannot be read or written.
    """
    path = register_path(database)
    earlier = [] if forget else _read(path)
    for each in earlier:
        reason = conflict(each, release)
        if reason is not None:
            raise ConfigError(
                f"With an earlier public export this one would give counts away: "
                f"{reason}. Publish that one alone, or say with --unpublished that no "
                "earlier one was given out."
            )
    if release not in earlier:
        _write(path, [*earlier, release])


def _read(path: Path) -> list[Release]:
    if not path.exists():
        return []
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] != _FORMAT:
            raise ValueError(document["format"])
        return [
            Release(returns=frozenset(each["returns"]), rows=dict(each["rows"]))
            for each in document["exports"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            f"The register of public exports {path} cannot be read. Restore it, or say "
            "with --unpublished that no earlier export was given out."
        ) from error


def _write(path: Path, releases: Sequence[Release]) -> None:
    document = {
        "format": _FORMAT,
        "exports": [
            {"returns": sorted(each.returns), "rows": each.rows} for each in releases
        ],
    }
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".public-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(document, file)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(
            f"The register of public exports {path} cannot be written: "
            f"{error.strerror}. Make its folder writable."
        ) from error
