"""Keeps a database in which all stands that no return is needed for.

Raw tables, seeds and what follows from them are a third of the work of a first check: a
new database begins as a copy of one that has them.
"""

import hashlib
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, Final

from returncheck import warehouse
from returncheck.files.cache import cache_path, own_file
from returncheck.files.output import write_whole
from returncheck.files.private import make_folder
from returncheck.transform.plan import BuildPlan
from returncheck.transform.plan_store import known_plan
from returncheck.transform.project_key import project_key
from returncheck.transform.running import run_plan
from returncheck.warehouse.preparation import prepare_raw

_NAME: Final = "new-{}.duckdb"
_HASH: Final = "sha256"
_MOST: Final = 3
_PIECE: Final = 1 << 20


def put_template(database: Path) -> None:
    """Make a new database from the one that is kept, or keep one first.

    Nothing happens where nothing can be kept, or where dbt has to compile first.

    Args:
        database: Where there is none yet.

    Raises:
        OSError: It cannot be written.
    """
    if _put_stored(database):
        return
    if plan := known_plan():
        store_template(plan)
        _put_stored(database)


def store_template(plan: BuildPlan) -> None:
    """Keep a database for a plan; without a folder for it new ones take longer."""
    path = cache_path(_NAME.format(plan.key))
    if path is None:
        return
    with suppress(OSError):
        make_folder(path.parent)
        write_whole(path, lambda place: _build(place, plan))
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, _HASH).hexdigest()
        write_whole(
            _digest_of(path),
            lambda place: place.write_text(digest, encoding="ascii", newline="\n"),
        )
        _remove_old(path.parent)


class _OtherError(Exception):
    """What is kept is not what was stored."""


def _put_stored(database: Path) -> bool:
    """Copy the database that is kept; False where none can be trusted."""
    kept = cache_path(_NAME.format(project_key()))
    if kept is None:
        return False
    with ExitStack() as stack:
        try:
            with own_file(_digest_of(kept)) as file:
                digest = file.read().decode("ascii", "replace")
            template = stack.enter_context(own_file(kept))
        except OSError:
            return False
        try:
            write_whole(database, lambda place: _copy(template, place, digest))
        except _OtherError:
            return False
    return True


def _copy(template: BinaryIO, place: Path, digest: str) -> None:
    """Copy piece by piece: the whole of it in memory would be most of a small run's."""
    found = hashlib.new(_HASH)
    with place.open("wb") as file:
        while piece := template.read(_PIECE):
            found.update(piece)
            file.write(piece)
    if found.hexdigest() != digest:
        raise _OtherError


def _build(database: Path, plan: BuildPlan) -> None:
    with warehouse.connect(database) as connection:
        prepare_raw(connection, database)
        run_plan(connection, plan, lambda _done, _all: None)


def _digest_of(kept: Path) -> Path:
    return kept.with_suffix(".digest")


def _remove_old(folder: Path) -> None:
    kept = sorted(folder.glob(_NAME.format("*")), key=lambda each: each.stat().st_mtime)
    for path in kept[:-_MOST]:
        path.unlink(missing_ok=True)
        _digest_of(path).unlink(missing_ok=True)
