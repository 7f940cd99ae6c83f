"""The register of public exports, a database of its own beside that of the returns.

It holds what the exports showed, and so nothing that they withheld. Erasing returns
leaves it: what was given out stays given out.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from returncheck.disclosure.differencing import Release, conflict
from returncheck.errors import ConfigError, ReturncheckError
from returncheck.files.private import temporary_folder
from returncheck.warehouse import connect


def register_path(database: Path) -> Path:
    """The register of a database."""
    return database.with_name(f"{database.stem}.public.duckdb")


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
    import duckdb

    if not path.exists():
        return []
    try:
        with connect(path, read_only=True) as connection:
            rows = connection.execute("select said from releases order by place")
            documents = [json.loads(said) for (said,) in rows.fetchall()]
        return [
            Release(returns=frozenset(each["returns"]), rows=dict(each["rows"]))
            for each in documents
        ]
    except (
        ReturncheckError,
        duckdb.Error,
        OSError,
        ValueError,
        KeyError,
        TypeError,
    ) as error:
        raise ConfigError(
            f"The register of public exports {path} cannot be read. Restore it, or say "
            "with --unpublished that no earlier export was given out."
        ) from error


def _write(path: Path, releases: Sequence[Release]) -> None:
    """Put a register in the place of the one before, whole or not at all."""
    documents = [
        json.dumps({"returns": sorted(each.returns), "rows": each.rows})
        for each in releases
    ]
    try:
        with temporary_folder(path) as folder:
            made = folder / path.name
            with connect(made) as connection:
                connection.execute("create table releases (place int, said varchar)")
                connection.executemany(
                    "insert into releases values (?, ?)",
                    [[place, said] for place, said in enumerate(documents)],
                )
            made.replace(path)
    except OSError as error:
        raise ConfigError(
            f"The register of public exports {path} cannot be written: "
            f"{error.strerror}. Make its folder writable."
        ) from error
