"""Keeps plans on disk, one a project, so that dbt need not compile every time.

They lie in the user's cache folder or, where that cannot be written, are not kept.
"""

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from returncheck.transform.plan import BuildPlan, from_json, to_json


def stored_plan(key: str) -> BuildPlan | None:
    """The plan of a project, or None when there is none that can be read.

    Args:
        key: Key of the project.
    """
    try:
        plan = from_json(_path(key).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return plan if plan.key == key else None


def store_plan(plan: BuildPlan) -> None:
    """Keep a plan; a folder that cannot be written only costs time the next time."""
    path = _path(plan.key)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".plan-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(to_json(plan))
        # Whole or not at all, also when two processes store the same plan.
        Path(name).replace(path)


def _path(key: str) -> Path:
    return _cache_folder() / f"plan-{key}.json"


def _cache_folder() -> Path:
    home = Path.home() if _has_home() else Path(tempfile.gettempdir())
    given = os.environ.get("RETURNCHECK_CACHE")
    if given:
        return Path(given)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local or home / "AppData" / "Local") / "returncheck"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "returncheck"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "returncheck"


def _has_home() -> bool:
    try:
        Path.home()
    except RuntimeError:
        return False
    return True
