"""The plan of the project as it is released, so that nobody has to wait for dbt.

It is compiled by `python -m returncheck.generate`, and used only while its key is that
of the project: with an extension, or a model changed, dbt compiles as ever.
"""

import json
from dataclasses import asdict
from pathlib import Path

from returncheck.transform.plan import BuildPlan, from_json

PLAN_FILE = Path(__file__).with_name("plan.jsonl")
"""The key, and then one step a line."""


def shipped_plan(key: str) -> BuildPlan | None:
    """The plan that comes with returncheck; None where it is of another project.

    Args:
        key: Key of the project.
    """
    if shipped_key() != key:
        return None
    _, *steps = PLAN_FILE.read_text(encoding="utf-8").splitlines()
    return from_json(f'{{"key": {json.dumps(key)}, "steps": [{",".join(steps)}]}}')


def shipped_key() -> str | None:
    """Key of the project that the plan is of; None without one."""
    if not PLAN_FILE.is_file():
        return None
    with PLAN_FILE.open(encoding="utf-8") as file:
        key: str = json.loads(file.readline())["key"]
    return key


def shipped_text(plan: BuildPlan) -> str:
    """What the file of a plan holds."""
    lines = [{"key": plan.key}, *(asdict(step) for step in plan.steps)]
    return "".join(json.dumps(line) + "\n" for line in lines)
