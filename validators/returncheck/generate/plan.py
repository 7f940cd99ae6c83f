"""The plans that come with returncheck, made anew where the project changed.

dbt compiles that of DuckDB. That of Spark has the same steps in the same order, and
queries rendered with the branches of the macros for Spark, which takes neither Spark
nor its adapter.
"""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from returncheck.generate.engine_sql import model_query
from returncheck.transform import shipped_plan as shipped
from returncheck.transform.compiler import Compiler
from returncheck.transform.plan import BuildPlan, BuildStep, RulePart
from returncheck.transform.project_key import project_key

_RULE_OF_DBT = re.compile(r"__dbt__cte__(\w+) as \(\s*\Z")


def stale_plans() -> list[Path]:
    """The plans of a project that has changed since."""
    key = project_key()
    return [
        path
        for path in (shipped.PLAN_FILE, shipped.SPARK_PLAN_FILE)
        if shipped.shipped_key(path) != key
    ]


def write_plans() -> Iterator[Path]:
    """Compile the project, which takes about a minute, and render it for Spark.

    Yields:
        The files that were written.
    """
    key = project_key()
    plan = shipped.shipped_plan(key)
    if plan is None:
        with tempfile.TemporaryDirectory(prefix="returncheck-plan-") as logs:
            plan = Compiler(key, Path(logs)).plan()
        yield _written(shipped.PLAN_FILE, plan)
    yield _written(shipped.SPARK_PLAN_FILE, spark_plan(plan))


def spark_plan(plan: BuildPlan) -> BuildPlan:
    """The same steps for Spark.

    Args:
        plan: What dbt compiled for DuckDB.
    """
    return replace(plan, steps=tuple(_for_spark(step) for step in plan.steps))


def _for_spark(step: BuildStep) -> BuildStep:
    if step.seed is not None:
        return step
    query = model_query(step.name)
    rules = tuple(_placed(part, step.query, query) for part in step.rules)
    return replace(step, query=query, rules=rules)


def _placed(part: RulePart, compiled: str, query: str) -> RulePart:
    """Where a rule of a query of dbt's stands in that of Spark."""
    named = _RULE_OF_DBT.search(compiled[: part.start])
    if named is None:
        raise ValueError(f"dbt names no model of rule {part.code}.")
    inner = model_query(named[1])
    start = query.index(inner, query.index(f"{named[1]} as (\n{inner}\n)"))
    return replace(part, start=start, end=start + len(inner))


def _written(path: Path, plan: BuildPlan) -> Path:
    path.write_text(shipped.shipped_text(plan), encoding="utf-8", newline="\n")
    return path
