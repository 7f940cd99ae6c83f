"""Runs the plan on one database: a table or view a step, inside DuckDB."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from returncheck import warehouse
from returncheck.errors import ConfigError, InternalError
from returncheck.project import project_root
from returncheck.transform.compiler import Compiler
from returncheck.transform.plan import BuildPlan, BuildStep, RulePart
from returncheck.transform.plan_store import store_plan, stored_plan
from returncheck.transform.project_key import project_key
from returncheck.transform.rule_errors import (
    RULES_TO_RUN,
    failing_rules,
    in_schema,
    is_of_the_sql,
    kind_of,
    query_without,
    rules_that_run,
)
from returncheck.warehouse.rule_errors import forget_rule_errors, note_rule_errors
from returncheck.warehouse.trust import is_damage

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[int, int], None]
"""Called with the number of finished steps and the number of all."""


class Transform:
    """One build of the marts on one database."""

    def __init__(self, database: Path, logs: Path) -> None:
        """Look for the plan, and have dbt start on it when there is none.

        Args:
            database: The DuckDB file to build in.
            logs: Folder for dbt's log.
        """
        self._database = database
        self._plan = stored_plan(project_key())
        self._compiler = None if self._plan else Compiler(project_key(), logs)

    def run(
        self,
        progress: Progress | None = None,
        *,
        connection: "duckdb.DuckDBPyConnection | None" = None,
    ) -> Mapping[str, float]:
        """Build every seed and model.

        Args:
            progress: Told before the first step and after each.
            connection: An open connection to what is built in; None: the database given
                at first is opened.

        Returns:
            Name of each step that was run to the seconds it took, in order.

        Raises:
            ConfigError: A model of an extension cannot be compiled or run.
            InternalError: The build failed: the project's bug, never the user's data.
        """
        if progress is not None:
            progress(0, 1)
        try:
            plan = self._ready_plan()
        except BaseException:
            self.cancel()
            raise
        told = progress or (lambda _done, _total: None)
        if connection is not None:
            return _run(connection, plan, told)
        with warehouse.connect(self._database) as opened:
            return _run(opened, plan, told)

    def cancel(self) -> None:
        """End what is still running."""
        if self._compiler is not None:
            self._compiler.cancel()
            self._compiler = None

    def _ready_plan(self) -> BuildPlan:
        if self._plan is None:
            assert self._compiler is not None  # one of the two is there from the start
            self._plan = self._compiler.plan()
            self._compiler = None
            store_plan(self._plan)
        return self._plan


def _run(
    connection: "duckdb.DuckDBPyConnection", plan: BuildPlan, progress: Progress
) -> Mapping[str, float]:
    import duckdb

    seconds: dict[str, float] = {}
    failed: set[RulePart] = set()
    running: set[tuple[str, str, int]] | None = None
    kinds = dict(warehouse.relations(connection))
    built = warehouse.built_reference(connection)
    steps = list(_due(plan, kinds, built))
    schema = warehouse.quoted(warehouse.built_schemas(connection)[0])
    if built != plan.key:
        warehouse.note_built_reference(connection, None)
    forget_rule_errors(connection)
    place = 0
    while place < len(steps):
        step = steps[place]
        begun = time.perf_counter()
        if step.rules and running is None:
            running = rules_that_run(connection, schema)
        left_out = [
            part
            for part in step.rules
            if part in failed or part.version not in (running or ())
        ]
        try:
            _build(connection, step, kinds.get(step.name), schema, left_out)
        except duckdb.Error as error:
            if is_damage(error) or not is_of_the_sql(error):
                _raise_failure(step, error)
            failing = failing_rules(connection, step, left_out, schema)
            if not failing:
                _raise_failure(step, error)
            note_rule_errors(connection, _noted(failing))
            failed |= set(failing)
            place = _first_reader(steps[: place + 1])
            running = None
            continue
        seconds[step.name] = seconds.get(step.name, 0) + time.perf_counter() - begun
        place += 1
        progress(place, len(steps))
    if built != plan.key:
        warehouse.note_built_reference(connection, plan.key)
    return seconds


def _raise_failure(step: BuildStep, error: "duckdb.Error") -> NoReturn:
    """Say which model failed; a damaged file is told of elsewhere."""
    if is_damage(error):
        raise error
    if step.extension_file is not None and is_of_the_sql(error):
        raise ConfigError(
            f"{step.extension_file} could not be run ({kind_of(error)}). "
            "Correct its SQL, or take it out of the extension."
        ) from error
    # The engine's own words could hold a child's values: only their kind.
    raise InternalError(
        f"The model {step.name} could not be built ({type(error).__name__}). "
        "Run dbt build on the database to see why."
    ) from error


def _noted(failing: Mapping[RulePart, str]) -> Iterator[tuple[str, str, int, str]]:
    for part, kind in failing.items():
        yield part.collection, part.code, part.first_year, kind


def _first_reader(steps: Sequence[BuildStep]) -> int:
    """Where to go on without a rule: what says which rules run comes first."""
    names = [step.name for step in steps]
    return names.index(RULES_TO_RUN) if RULES_TO_RUN in names else len(names) - 1


def _due(
    plan: BuildPlan, kinds: dict[str, str], built: str | None
) -> Iterator[BuildStep]:
    """The steps to run: those that follow from seeds alone only once a project."""
    for step in plan.steps:
        is_there = kinds.get(step.name) == step.kind
        if not (step.is_reference and is_there and built == plan.key):
            yield step


def _build(
    connection: "duckdb.DuckDBPyConnection",
    step: BuildStep,
    present: str | None,
    schema: str,
    left_out: Collection[RulePart],
) -> None:
    if present not in (None, step.kind):
        connection.execute(f'drop {present} {schema}."{step.name}"')
    if step.seed is not None:
        path = str(project_root() / step.seed)
        connection.execute(
            f'create or replace table {schema}."{step.name}" as '
            "select * from read_csv(?, header = true, delim = ',', quote = '\"', "
            "escape = '\"', nullstr = '', auto_detect = false, columns = ?)",
            [path, dict(step.columns)],
        )
        return
    query = in_schema(query_without(step, left_out), schema)
    if step.columns:
        cast = ", ".join(
            f'cast("{name}" as {kind}) as "{name}"'
            for name, kind in step.columns.items()
        )
        query = f"select {cast} from (\n{query}\n)"
    connection.execute(
        f'create or replace {step.kind} {schema}."{step.name}" as (\n{query}\n)'
    )
