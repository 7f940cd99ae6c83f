"""Temporary relations that show some returns alone, for the queries of a plan."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from returncheck.transform.plan import PLAN_SCHEMA, BuildStep, RulePart
from returncheck.transform.reach import RAW, Relation, relations_of
from returncheck.transform.running import query_of
from returncheck.warehouse.changed import tables_of_returns

if TYPE_CHECKING:
    import duckdb

_PREFIXES: Final = {PLAN_SCHEMA: "part__", RAW: "raw__"}
"""Begin the names, so that no reader of a table takes one of these for it."""


class Scratch:
    """What a build for some returns reads and makes; gone with `drop`."""

    def __init__(
        self,
        connection: "duckdb.DuckDBPyConnection",
        steps: Mapping[str, BuildStep],
        return_ids: Collection[str],
        schema: str,
    ) -> None:
        """Show nothing yet.

        Args:
            connection: An open connection, in the transaction of the build.
            steps: The steps of the plan by name.
            return_ids: The returns to show.
            schema: The quoted schema of what is built.
        """
        self._connection = connection
        self._steps = steps
        self._schema = schema
        self._shown: dict[Relation, str] = {}
        connection.execute(
            "create temp table returns_together as "
            "select unnest(?::varchar[]) as return_id",
            [sorted(return_ids)],
        )

    def drop(self) -> None:
        """Remove all of it."""
        for relation, kind in reversed(self._shown.items()):
            self._connection.execute(f"drop {kind} {self.name_of(relation)}")
        self._shown.clear()
        self._connection.execute("drop table temp.returns_together")

    @property
    def condition(self) -> str:
        """SQL of what holds for rows of the returns that are shown."""
        return "return_id in (select return_id from temp.returns_together)"

    def name_of(self, relation: Relation) -> str:
        """What a relation of the plan is called here, as SQL takes it."""
        schema, name = relation
        return f'temp."{_PREFIXES[schema]}{name}"'

    def make(self, step: BuildStep, left_out: Collection[RulePart]) -> str:
        """Build a step whose rows belong to returns for those that are shown.

        Args:
            step: A step that is a table.
            left_out: Those of its rules that find nothing.

        Returns:
            The name of the table, as SQL takes it.
        """
        query = self._query_of(step, left_out)
        return self._table(
            (PLAN_SCHEMA, step.name),
            f"select * from (\n{query}\n) where {self.condition}",
        )

    def show(self, relation: Relation) -> str:
        """See to it that a relation is here, as it stands.

        Args:
            relation: A raw table, or what a step has made.

        Returns:
            Its name, as SQL takes it.
        """
        if relation in self._shown:
            return self.name_of(relation)
        schema, name = relation
        if schema == RAW:
            where = f" where {self.condition}" if name in tables_of_returns() else ""
            return self._view(relation, f'select * from {RAW}."{name}"{where}')
        step = self._steps[name]
        whole = f'select * from {self._schema}."{name}"'
        if not step.by_return:
            return self._view(relation, whole)
        if step.kind == "view":
            return self._view(relation, self._query_of(step, ()))
        # Rules and figures read it many times.
        return self._table(relation, f"{whole} where {self.condition}")

    def _query_of(self, step: BuildStep, left_out: Collection[RulePart]) -> str:
        for relation in sorted(relations_of(step.query)):
            self.show(relation)
        query = query_of(step, left_out, f'"{PLAN_SCHEMA}"')
        for schema, prefix in _PREFIXES.items():
            query = query.replace(f'"{schema}"."', f'temp."{prefix}')
        return query

    def _table(self, relation: Relation, query: str) -> str:
        return self._create("table", relation, query)

    def _view(self, relation: Relation, query: str) -> str:
        return self._create("view", relation, query)

    def _create(self, kind: str, relation: Relation, query: str) -> str:
        name = self.name_of(relation)
        own = name.removeprefix("temp.")
        self._connection.execute(f"create temp {kind} {own} as (\n{query}\n)")
        self._shown[relation] = kind
        return name
