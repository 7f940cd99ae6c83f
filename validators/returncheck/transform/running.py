"""Runs a plan on one database: a table or view a step, inside DuckDB."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

from returncheck import warehouse
from returncheck.errors import ConfigError, InternalError
from returncheck.project import project_root
from returncheck.transform.empty_tables import EmptyTables
from returncheck.transform.plan import (
    PUBLISHED_FOLDER,
    BuildPlan,
    BuildStep,
    RulePart,
)
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

_TOGETHER = 40
"""How many steps are written out together at most."""

Progress = Callable[[int, int], None]
"""Called with the number of finished steps and the number of all."""


def run_plan(
    connection: "duckdb.DuckDBPyConnection",
    plan: BuildPlan,
    progress: Progress,
    *,
    only: Collection[str] | None = None,
) -> Mapping[str, float]:
    """Build every seed and model that is not there and right already.

    Args:
        connection: An open connection to a database with the raw tables.
        plan: What to build.
        progress: Told after each step.
        only: Names of the steps to run where this project has built before; None for
            all of them.

    Returns:
        Name of each step that was run to the seconds it took, in order.

    Raises:
        ConfigError: A model of an extension cannot be run.
        InternalError: The build failed: the project's bug, never the user's data.
    """
    import duckdb

    seconds: dict[str, float] = {}
    failed: set[RulePart] = set()
    running: set[tuple[str, str, int]] | None = None
    kinds = dict(warehouse.relations(connection))
    built = warehouse.built_reference(connection)
    schema = warehouse.quoted(warehouse.built_schemas(connection)[0])
    is_new = built != plan.key
    steps = list(plan.steps) if is_new else due_steps(plan, kinds, only)
    # Where another project has built, what is empty may have other columns.
    empty = EmptyTables(None if is_new else connection)
    if is_new:
        warehouse.note_built_reference(connection, None)
    forget_rule_errors(connection)
    place = 0
    batch = _Batch(connection)
    while place < len(steps):
        step = steps[place]
        if empty.stays_empty(step):
            place += 1
            batch.end(place, is_last=place == len(steps))
            progress(place, len(steps))
            continue
        batch.begin(place)
        begun = time.perf_counter()
        if step.rules and running is None:
            running = rules_that_run(connection, f"{schema}.{RULES_TO_RUN}")
        left_out = _left_out(step, failed, running or ())
        try:
            rows = _build(connection, step, kinds.get(step.name), schema, left_out)
        except duckdb.Error as error:
            if batch.is_open and is_of_the_sql(error):
                # What it was in is undone: step by step from there.
                place, running = batch.undo(), None
                empty.look()
                continue
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
        empty.note(step.name, rows)
        seconds[step.name] = seconds.get(step.name, 0) + time.perf_counter() - begun
        place += 1
        batch.end(place, is_last=place == len(steps))
        progress(place, len(steps))
    if is_new:
        warehouse.note_built_reference(connection, plan.key)
    return seconds


def _left_out(
    step: BuildStep,
    failed: Collection[RulePart],
    running: Collection[tuple[str, str, int]],
) -> list[RulePart]:
    """The rules of a step that failed, or that no loaded return is checked by."""
    return [
        part for part in step.rules if part in failed or part.version not in running
    ]


class _Batch:
    """Steps that are written out together: most are built in less time than that.

    After one that fails each step stands alone.
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self._connection = connection
        self._first: int | None = None
        self._has_failed = False

    @property
    def is_open(self) -> bool:
        """Whether a batch has begun and not ended."""
        return self._first is not None

    def begin(self, place: int) -> None:
        """Begin one with the step at a place, unless one is open."""
        if self._first is None and not self._has_failed:
            self._connection.begin()
            self._first = place

    def end(self, place: int, *, is_last: bool) -> None:
        """Write it out where it is full or the last step is done."""
        if self._first is None or not (is_last or place - self._first >= _TOGETHER):
            return
        self._connection.commit()
        self._first = None

    def undo(self) -> int:
        """Undo it, and give the place of its first step."""
        assert self._first is not None  # only what is open is undone
        self._connection.rollback()
        self._has_failed = True
        first, self._first = self._first, None
        return first


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


def due_steps(
    plan: BuildPlan, kinds: Mapping[str, str], only: Collection[str] | None = None
) -> list[BuildStep]:
    """The steps to run where this project has built before.

    What follows from seeds alone is built once a project, and so is a view: it is the
    same query each time, unless a rule in it failed.

    Args:
        plan: The plan.
        kinds: What stands in the database: name to `table` or `view`.
        only: Names of those that count; None for all.
    """
    there = [step for step in plan.steps if kinds.get(step.name) == step.kind]
    done = {step.name for step in there if step.is_reference}
    done |= {step.name for step in there if step.kind == "view" and not step.rules}
    return [
        step
        for step in plan.steps
        if step.name not in done and (only is None or step.name in only)
    ]


def _build(
    connection: "duckdb.DuckDBPyConnection",
    step: BuildStep,
    present: str | None,
    schema: str,
    left_out: Collection[RulePart],
) -> int | None:
    """Build a step, and give the rows of a table; None where nobody counted them."""
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
        return None
    connection.execute(
        f'create or replace {step.kind} {schema}."{step.name}" as '
        f"(\n{query_of(step, left_out, schema)}\n)"
    )
    if step.kind == "view":
        return None
    counted = connection.fetchone()
    return None if counted is None else int(counted[0])


def query_of(step: BuildStep, left_out: Collection[RulePart], schema: str) -> str:
    """The query that gives the rows of a model's step, with its columns as they are.

    Args:
        step: The step, which is no seed.
        left_out: Those of its rules that find nothing.
        schema: The quoted schema that it reads.
    """
    query = _with_folders(in_schema(query_without(step, left_out), schema))
    if not step.columns:
        return query
    cast = ", ".join(
        f'cast("{name}" as {kind}) as "{name}"' for name, kind in step.columns.items()
    )
    return f"select {cast} from (\n{query}\n)"


def _with_folders(query: str) -> str:
    """A query that reads the files of figures where they lie on this machine."""
    if PUBLISHED_FOLDER not in query:
        return query
    folder = (project_root() / "seeds" / "published").as_posix()
    return query.replace(PUBLISHED_FOLDER, folder.replace("'", "''"))
