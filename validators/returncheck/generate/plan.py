"""The plans that come with returncheck, made anew where the project changed.

dbt compiles that of DuckDB. That of Spark has the same steps in the same order, and
queries rendered with the branches of the macros for Spark, which takes neither Spark
nor its adapter.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from returncheck.generate.engine_sql import model_query
from returncheck.transform import shipped_plan as shipped
from returncheck.transform.compiler import Compiler
from returncheck.transform.plan import BuildPlan, BuildStep
from returncheck.transform.project_key import project_key


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
    # Where a rule stands in the query is asked where one fails, on DuckDB alone.
    return replace(step, query=model_query(step.name), rules=())


def _written(path: Path, plan: BuildPlan) -> Path:
    path.write_text(shipped.shipped_text(plan), encoding="utf-8", newline="\n")
    return path
