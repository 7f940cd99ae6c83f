"""One build of the marts: the plan, kept or compiled, and its run on one database."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck import warehouse
from returncheck.transform.compiler import Compiler
from returncheck.transform.partial import build_changed
from returncheck.transform.plan import BuildPlan
from returncheck.transform.plan_store import known_plan, store_plan
from returncheck.transform.project_key import project_key
from returncheck.transform.running import Progress, run_plan
from returncheck.transform.template import store_template
from returncheck.warehouse.changed import forget_built, note_built

if TYPE_CHECKING:
    import duckdb


def build(
    connection: "duckdb.DuckDBPyConnection", plan: BuildPlan, progress: Progress
) -> Mapping[str, float]:
    """Bring everything up to date: what has changed alone, where that is known.

    Args:
        connection: An open connection to a database with the raw tables.
        plan: What to build.
        progress: Told after each step.

    Returns:
        Name of each step that was run to the seconds it took, in order.

    Raises:
        ConfigError: A model of an extension cannot be run.
        InternalError: The build failed: the project's bug, never the user's data.
    """
    seconds = build_changed(connection, plan, progress)
    if seconds is not None:
        return seconds
    forget_built(connection)
    seconds = run_plan(connection, plan, progress)
    with warehouse.transaction(connection):
        note_built(connection)
    return seconds


class Transform:
    """One build of the marts on one database."""

    def __init__(self, database: Path, logs: Path) -> None:
        """Look for the plan, and have dbt start on it when there is none.

        Args:
            database: The DuckDB file to build in.
            logs: Folder for dbt's log.
        """
        self._database = database
        self._plan = known_plan()
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
            return build(connection, plan, told)
        with warehouse.connect(self._database) as opened:
            return build(opened, plan, told)

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
            store_template(self._plan)
        return self._plan
