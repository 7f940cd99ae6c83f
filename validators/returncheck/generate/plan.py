"""The plan that comes with returncheck, compiled by dbt where the project changed."""

import tempfile
from pathlib import Path

from returncheck.transform.compiler import Compiler
from returncheck.transform.project_key import project_key
from returncheck.transform.shipped_plan import PLAN_FILE, shipped_key, shipped_text


def plan_is_stale() -> bool:
    """Whether the project has changed since its plan was compiled."""
    return shipped_key() != project_key()


def write_plan() -> Path:
    """Compile the project, which takes about a minute.

    Returns:
        The file that was written.
    """
    with tempfile.TemporaryDirectory(prefix="returncheck-plan-") as logs:
        plan = Compiler(project_key(), Path(logs)).plan()
    PLAN_FILE.write_text(shipped_text(plan), encoding="utf-8", newline="\n")
    return PLAN_FILE
