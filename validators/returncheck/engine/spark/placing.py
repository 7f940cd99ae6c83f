"""Which steps of a plan need no record of a return, and what each step reads."""

from collections.abc import Mapping
from typing import Final

from returncheck.engine.spark.task import CELLS, FINDINGS
from returncheck.transform.plan import BuildPlan
from returncheck.transform.reach import relations_of
from returncheck.warehouse.schemas import RAW

_NOTED_BY_WORKERS: Final = (FINDINGS, CELLS)


def is_landed(table: str) -> bool:
    """Whether workers alone write the rows of a raw table: a return's records."""
    return "__" in table


def steps_read(plan: BuildPlan) -> Mapping[str, frozenset[str]]:
    """Name of each step to the names of the steps that its query reads."""
    return {
        step.name: frozenset(
            name for schema, name in relations_of(step.query) if schema != RAW
        )
        for step in plan.steps
    }


def without_records(plan: BuildPlan) -> frozenset[str]:
    """The steps that read nothing that workers write, themselves or through others.

    They hold no child: seeds and releases, the register, and the settings of a team.

    Args:
        plan: The plan of DuckDB.
    """
    found: set[str] = set()
    for step in plan.steps:
        if step.is_reference or all(
            not (is_landed(name) or name in _NOTED_BY_WORKERS)
            if schema == RAW
            else name in found
            for schema, name in relations_of(step.query)
        ):
            found.add(step.name)
    return frozenset(found)
