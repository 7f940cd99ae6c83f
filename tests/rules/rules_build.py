"""Builds of the marts what the rules fill, and leaves the rest as it is.

The figures of some thousand returns take several times as long as their rules.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl

from returncheck import warehouse
from returncheck.transform import Transform
from returncheck.transform.plan import BuildPlan
from returncheck.transform.running import run_plan

FINDINGS, OUTCOMES = "fct_findings", "fct_rule_outcomes"
# Findings of figures and between returns; as built before, they are those of none.
LEFT_ALONE = ("int_reconciliation_findings", "int_same_children_findings")
NAMED = re.compile(r'"main"\."(\w+)"')


def build_rules(database: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The marts of findings and of outcomes, with those of the rules.

    Args:
        database: A database in which everything was built before its returns came.
    """
    plan = plan_for(database)
    with warehouse.connect(database) as connection:
        build_behind(connection, plan, [FINDINGS, OUTCOMES])
        return (
            warehouse.read(connection, f"select * from {FINDINGS}"),
            warehouse.read(connection, f"select * from {OUTCOMES}"),
        )


def plan_for(database: Path) -> BuildPlan:
    """The plan of the project, compiled where it is not kept."""
    return Transform(database, database.parent / "logs")._ready_plan()


def build_behind(
    connection: duckdb.DuckDBPyConnection, plan: BuildPlan, targets: Iterable[str]
) -> None:
    """Build some models and all that they read, but for what is left alone."""
    wanted = {name for target in targets for name in _behind(plan, target)}
    steps = tuple(step for step in plan.steps if step.name in wanted)
    run_plan(connection, replace(plan, steps=steps), lambda _done, _all: None)


def _behind(plan: BuildPlan, target: str) -> Iterator[str]:
    """A step and all that it reads, but for what is left alone."""
    queries = {step.name: step.query for step in plan.steps}
    found, ahead = {*LEFT_ALONE}, [target]
    while ahead:
        name = ahead.pop()
        if name in found or name not in queries:
            continue
        found.add(name)
        yield name
        ahead += NAMED.findall(queries[name])
