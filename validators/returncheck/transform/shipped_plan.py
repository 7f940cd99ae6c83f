"""The plans of the project as it is released, so that nobody has to wait for dbt.

They are made by `python -m returncheck.generate`, and used only while their key is that
of the project: with an extension, or a model changed, dbt compiles as ever, for DuckDB.
"""

import json
from dataclasses import asdict
from pathlib import Path

from returncheck.transform.plan import BuildPlan, from_json

PLAN_FILE = Path(__file__).with_name("plan.jsonl")
"""The key, and then one step a line."""

SPARK_PLAN_FILE = PLAN_FILE.with_name("plan_spark.jsonl")
"""The same steps with the queries of Spark."""


def shipped_plan(key: str, file: Path | None = None) -> BuildPlan | None:
    """A plan that comes with returncheck; None where it is of another project.

    Args:
        key: Key of the project.
        file: Which plan; None for that of DuckDB.
    """
    file = PLAN_FILE if file is None else file
    if shipped_key(file) != key:
        return None
    _, *steps = file.read_text(encoding="utf-8").splitlines()
    return from_json(f'{{"key": {json.dumps(key)}, "steps": [{",".join(steps)}]}}')


def shipped_key(file: Path | None = None) -> str | None:
    """Key of the project that a plan is of; None without one.

    Args:
        file: Which plan; None for that of DuckDB.
    """
    file = PLAN_FILE if file is None else file
    if not file.is_file():
        return None
    with file.open(encoding="utf-8") as lines:
        key: str = json.loads(lines.readline())["key"]
    return key


def shipped_text(plan: BuildPlan) -> str:
    """What the file of a plan holds."""
    lines = [{"key": plan.key}, *(asdict(step) for step in plan.steps)]
    return "".join(json.dumps(line) + "\n" for line in lines)
