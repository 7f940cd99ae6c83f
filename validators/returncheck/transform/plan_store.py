"""Keeps plans on disk, one a project, so that dbt need not compile every time.

A plan is SQL that will be run. One is taken only from a file of the user's own, in a
folder that nobody else can write, and only when it is what was stored for this project.
Without such a folder plans are not kept.
"""

import hashlib
import json
import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from returncheck.files.private import make_folder
from returncheck.transform.plan import BuildPlan, from_json, to_json

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def stored_plan(key: str) -> BuildPlan | None:
    """The plan of a project, or None when there is none that can be trusted.

    Args:
        key: Key of the project.
    """
    path = _path(key)
    try:
        document = json.loads(_own_text(path)) if path else {}
        text = document["plan"]
        plan = from_json(text)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    is_whole = document.get("digest") == _digest(key, text)
    return plan if is_whole and plan.key == key else None


def store_plan(plan: BuildPlan) -> None:
    """Keep a plan; a folder that cannot be written only costs time the next time."""
    path = _path(plan.key)
    if path is None:
        return
    text = to_json(plan)
    document = json.dumps({"digest": _digest(plan.key, text), "plan": text})
    with suppress(OSError):
        make_folder(path.parent)
        # Private from the start, which is what mkstemp is for.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".plan-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(document)
            # Whole or not at all, also when two processes store the same plan.
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)


def _digest(key: str, text: str) -> str:
    """What ties the text of a plan to its project."""
    return hashlib.sha256(f"{key}\0{text}".encode()).hexdigest()


def _own_text(path: Path) -> str:
    """The text of a file that nobody but the user, or the system, can have written.

    Raises:
        PermissionError: Somebody else could have.
    """
    if sys.platform == "win32":
        # The folder is that of the user's profile.
        return path.read_text(encoding="utf-8")
    folder = path.parent.resolve(strict=True)
    if not _is_own(folder.stat(), os.geteuid()) or not all(
        _is_safe_above(each.stat()) for each in folder.parents
    ):
        raise PermissionError(f"{folder} is open to others.")
    handle = os.open(folder / path.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, encoding="utf-8") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or not _is_own(found, os.geteuid()):
            raise PermissionError(f"{path} is open to others.")
        return file.read()


def _is_own(found: os.stat_result, user: int) -> bool:
    return found.st_uid == user and not found.st_mode & _OTHERS_WRITE


def _is_safe_above(found: os.stat_result) -> bool:
    """Whether nobody else can put another folder in the place of one below it."""
    is_sticky = bool(found.st_mode & stat.S_ISVTX)
    is_closed = is_sticky or not found.st_mode & _OTHERS_WRITE
    return is_closed and found.st_uid in (0, os.geteuid())


def _path(key: str) -> Path | None:
    folder = _cache_folder()
    return folder / f"plan-{key}.json" if folder else None


def _cache_folder() -> Path | None:
    """Where plans are kept; None where no folder is the user's own."""
    given = os.environ.get("RETURNCHECK_CACHE")
    if given:
        return Path(given)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        home = _home()
        if local:
            return Path(local) / "returncheck"
        return home / "AppData" / "Local" / "returncheck" if home else None
    cache = os.environ.get("XDG_CACHE_HOME")
    if cache and sys.platform != "darwin":
        return Path(cache) / "returncheck"
    home = _home()
    if home is None:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "returncheck"
    return home / ".cache" / "returncheck"


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
