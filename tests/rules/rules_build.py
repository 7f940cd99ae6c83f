"""Builds of the marts what the rules fill, and leaves the rest as it is.

The figures of some thousand returns take several times as long as their rules.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from returncheck import warehouse
from returncheck.transform import Transform, build
from returncheck.transform.plan import BuildPlan

FINDINGS, OUTCOMES = "fct_findings", "fct_rule_outcomes"
# Findings of figures; as built before, they are those of no return.
LEFT_ALONE = "int_reconciliation_findings"
NAMED = re.compile(r'"main"\."(\w+)"')


def build_rules(database: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The marts of findings and of outcomes, with those of the rules.

    Args:
        database: A database in which everything was built before its returns came.
    """
    plan = Transform(database, database.parent / "logs")._ready_plan()
    wanted = set(_behind(plan, FINDINGS)) | set(_behind(plan, OUTCOMES))
    steps = tuple(step for step in plan.steps if step.name in wanted)
    with warehouse.connect(database) as connection:
        build._run(connection, replace(plan, steps=steps), lambda _done, _all: None)
        return (
            warehouse.read(connection, f"select * from {FINDINGS}"),
            warehouse.read(connection, f"select * from {OUTCOMES}"),
        )


def _behind(plan: BuildPlan, target: str) -> Iterator[str]:
    """A step and all that it reads, but for what is left alone."""
    queries = {step.name: step.query for step in plan.steps}
    found, ahead = {LEFT_ALONE}, [target]
    while ahead:
        name = ahead.pop()
        if name in found or name not in queries:
            continue
        found.add(name)
        yield name
        ahead += NAMED.findall(queries[name])
