"""Keeps plans on disk, one a project, so that dbt need not compile every time.

A plan is SQL that will be run. One is taken only from the user's own folder (`cache`),
and only when it is what was stored for this project.
"""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from returncheck.files.cache import cache_path, own_file
from returncheck.files.private import make_folder
from returncheck.transform.plan import BuildPlan, from_json, to_json
from returncheck.transform.project_key import project_key
from returncheck.transform.shipped_plan import shipped_plan


def known_plan() -> BuildPlan | None:
    """The plan of the project that is pointed at, where dbt need not compile it."""
    key = project_key()
    return shipped_plan(key) or stored_plan(key)


def stored_plan(key: str) -> BuildPlan | None:
    """The plan of a project, or None when there is none that can be trusted.

    Args:
        key: Key of the project.
    """
    path = _path(key)
    if path is None:
        return None
    try:
        with own_file(path) as file:
            document = json.loads(file.read())
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
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(document)
            # Whole or not at all, also when two processes store the same plan.
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)


def _digest(key: str, text: str) -> str:
    """What ties the text of a plan to its project."""
    return hashlib.sha256(f"{key}\0{text}".encode()).hexdigest()


def _path(key: str) -> Path | None:
    return cache_path(f"plan-{key}.json")
