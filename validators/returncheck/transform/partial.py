"""Builds what a change of some returns touches, and leaves all else as it stands.

A step whose rows belong to returns is built for the returns of the changed authorities
alone, from relations that show these alone, and takes the place of their rows. A step
that looks across authorities is built whole where anything it reads has changed. What
comes out as it was before stops the change there.
"""

import time
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from returncheck import warehouse
from returncheck.transform.empty_tables import EmptyTables
from returncheck.transform.plan import PLAN_SCHEMA, BuildPlan, BuildStep, RulePart
from returncheck.transform.reach import (
    RAW,
    Reach,
    Relation,
    reach_before,
    relations_of,
)
from returncheck.transform.rule_errors import (
    RULES_TO_RUN,
    is_of_the_sql,
    rules_that_run,
)
from returncheck.transform.running import Progress, query_of
from returncheck.transform.scratch import Scratch
from returncheck.warehouse.changed import (
    Changes,
    changes,
    note_built,
)
from returncheck.warehouse.rule_errors import forget_rule_errors

if TYPE_CHECKING:
    import duckdb


def build_changed(
    connection: "duckdb.DuckDBPyConnection", plan: BuildPlan, progress: Progress
) -> Mapping[str, float] | None:
    """Build what has changed since the last build, or nothing where that is unknown.

    All of it is one transaction: what fails leaves everything as it stood.

    Args:
        connection: An open connection to a database with the raw tables.
        plan: What to build.
        progress: Told after each step.

    Returns:
        Name of each step that was run to the seconds it took, in order; None where
        everything has to be built: after another project's build or none, or where it
        cannot be done in part.
    """
    import duckdb

    if warehouse.built_reference(connection) != plan.key:
        return None
    kinds = dict(warehouse.relations(connection))
    if any(kinds.get(step.name) != step.kind for step in plan.steps):
        return None
    found = changes(connection)
    if found is None:
        return None
    connection.begin()
    try:
        forget_rule_errors(connection)
        seconds = _Build(connection, plan, found).run(progress)
        note_built(connection)
    except duckdb.Error as error:
        connection.rollback()
        if not is_of_the_sql(error):
            raise
        # The whole build tells which model, or leaves the rule at fault out.
        return None
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
    return seconds


class _Build:
    """One build of what has changed."""

    def __init__(
        self,
        connection: "duckdb.DuckDBPyConnection",
        plan: BuildPlan,
        found: Changes,
    ) -> None:
        self._connection = connection
        self._plan = plan
        self._found = found
        self._schema = warehouse.quoted(warehouse.built_schemas(connection)[0])
        self._known: dict[Relation, Reach] = {
            **{(RAW, name): Reach.OF_RETURNS for name in found.tables},
            **{(RAW, name): Reach.ANY for name in found.settings},
        }
        steps = {step.name: step for step in plan.steps}
        self._scratch = Scratch(connection, steps, found.together, self._schema)
        self._running: dict[bool, set[tuple[str, str, int]]] = {}
        self._empty = EmptyTables(connection)

    def run(self, progress: Progress) -> Mapping[str, float]:
        """Build it, and give the seconds of each step that was run."""
        seconds = {}
        for place, step in enumerate(self._plan.steps, 1):
            reach = reach_before(step, relations_of(step.query), self._known)
            if self._empty.stays_empty(step):
                reach = Reach.NONE
            elif reach and step.kind == "table":
                begun = time.perf_counter()
                reach = self._built(step, reach)
                seconds[step.name] = time.perf_counter() - begun
                if reach:
                    self._empty.note(step.name, None)
            self._known[PLAN_SCHEMA, step.name] = reach
            progress(place, len(self._plan.steps))
        self._scratch.drop()
        return seconds

    def _built(self, step: BuildStep, reach: Reach) -> Reach:
        if reach is Reach.OF_RETURNS and not self._found.is_all:
            return self._build_part(step)
        if step.by_return or self._found.is_all:
            query = query_of(step, self._left_out(step), self._schema)
            self._connection.execute(
                f"create or replace table {self._name(step)} as (\n{query}\n)"
            )
            return Reach.ANY
        return self._build_beside(step)

    def _build_part(self, step: BuildStep) -> Reach:
        """Build the rows of the changed returns alone."""
        made = self._scratch.make(step, self._left_out(step, in_part=True))
        there = f"select * from {self._name(step)} where {self._scratch.condition}"
        if not self._differing(f"select * from {made}", there):
            return Reach.NONE
        self._connection.execute(
            f"delete from {self._name(step)} where {self._scratch.condition}"
        )
        self._connection.execute(f"insert into {self._name(step)} select * from {made}")
        return Reach.OF_RETURNS

    def _build_beside(self, step: BuildStep) -> Reach:
        """Build all rows, and see which are others than those that stand there."""
        query = query_of(step, self._left_out(step), self._schema)
        self._connection.execute(f"create temp table built_beside as (\n{query}\n)")
        new, old = (
            "select * from temp.built_beside",
            f"select * from {self._name(step)}",
        )
        reach = self._differing(new, old)
        if reach:
            self._connection.execute(
                f"create or replace table {self._name(step)} as {new}"
            )
        self._connection.execute("drop table temp.built_beside")
        return reach

    def _differing(self, new: str, old: str) -> Reach:
        """Which rows of two queries are not in both, by digests of all a return has."""
        columns = self._connection.execute(f"describe {new}").fetchall()
        has_returns = any(name == "return_id" for name, *_ in columns)
        return_id = "return_id" if has_returns else "null"
        digests = " union all ".join(
            f"select {return_id} as return_id, {side} as side, count(*) as rows_held, "
            f"sum(cast(hash(held) as hugeint)) as digest from ({query}) as held "
            "group by all"
            for side, query in enumerate((new, old))
        )
        elsewhere = f"not coalesce({self._scratch.condition}, false)"
        row = self._connection.execute(
            f"select count(*), count(*) filter (where {elsewhere}) from ("
            f"select return_id from ({digests}) group by return_id "
            "having count(*) < 2 or min(rows_held) < max(rows_held) "
            "or min(digest) < max(digest))"
        ).fetchone()
        assert row is not None  # an aggregate has a row
        if not row[0]:
            return Reach.NONE
        return Reach.ANY if row[1] else Reach.OF_RETURNS

    def _name(self, step: BuildStep) -> str:
        return f'{self._schema}."{step.name}"'

    def _left_out(
        self, step: BuildStep, *, in_part: bool = False
    ) -> Collection[RulePart]:
        """The rules of a step that run on no return, or on none that is shown."""
        if not step.rules:
            return ()
        if in_part not in self._running:
            relation = (
                self._scratch.show((PLAN_SCHEMA, RULES_TO_RUN))
                if in_part
                else f"{self._schema}.{RULES_TO_RUN}"
            )
            self._running[in_part] = rules_that_run(self._connection, relation)
        running = self._running[in_part]
        return [part for part in step.rules if part.version not in running]
