"""Keeps a database in which all stands that no return is needed for.

Raw tables, seeds and what follows from them are a third of the work of a first check: a
new database begins as a copy of one that has them.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from returncheck import warehouse
from returncheck.files.output import write_whole
from returncheck.files.private import make_folder
from returncheck.transform.cache import cache_path, own_file
from returncheck.transform.plan import BuildPlan
from returncheck.transform.plan_store import known_plan
from returncheck.transform.project_key import project_key
from returncheck.transform.running import run_plan
from returncheck.warehouse.preparation import prepare_raw

_NAME = "new-{}.duckdb"
_MOST = 3


def put_template(database: Path) -> None:
    """Make a new database from the one that is kept, or keep one first.

    Nothing happens where nothing can be kept, or where dbt has to compile first.

    Args:
        database: Where there is none yet.

    Raises:
        OSError: It cannot be written.
    """
    template = _stored()
    if template is None and (plan := known_plan()):
        store_template(plan)
        template = _stored()
    if template is not None:
        content = template
        write_whole(database, lambda place: place.write_bytes(content))


def store_template(plan: BuildPlan) -> None:
    """Keep a database for a plan; without a folder for it new ones take longer."""
    path = cache_path(_NAME.format(plan.key))
    if path is None:
        return
    with suppress(OSError):
        make_folder(path.parent)
        write_whole(path, lambda place: _build(place, plan))
        digest = _digest(path.read_bytes())
        write_whole(
            _digest_of(path),
            lambda place: place.write_text(digest, encoding="ascii", newline="\n"),
        )
        _remove_old(path.parent)


def _stored() -> bytes | None:
    """The database that is kept; None where there is none that can be trusted."""
    kept = cache_path(_NAME.format(project_key()))
    if kept is None:
        return None
    try:
        with own_file(_digest_of(kept)) as file:
            digest = file.read().decode("ascii", "replace")
        with own_file(kept) as file:
            template = file.read()
    except OSError:
        return None
    return template if _digest(template) == digest else None


def _build(database: Path, plan: BuildPlan) -> None:
    with warehouse.connect(database) as connection:
        prepare_raw(connection, database)
        run_plan(connection, plan, lambda _done, _all: None)


def _digest(template: bytes) -> str:
    return hashlib.sha256(template).hexdigest()


def _digest_of(kept: Path) -> Path:
    return kept.with_suffix(".digest")


def _remove_old(folder: Path) -> None:
    kept = sorted(folder.glob(_NAME.format("*")), key=lambda each: each.stat().st_mtime)
    for path in kept[:-_MOST]:
        path.unlink(missing_ok=True)
        _digest_of(path).unlink(missing_ok=True)
