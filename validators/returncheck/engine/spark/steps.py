"""Runs the steps of a plan on Spark: a folder of Parquet a table."""

import shutil
import time
from collections.abc import Callable, Collection, Mapping
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.engine.spark.folder import SparkFolder
from returncheck.engine.spark.machine import Machine
from returncheck.engine.spark.order import run_in_order
from returncheck.engine.spark.placing import steps_read, without_records
from returncheck.engine.spark.tables import SparkTables, on_views
from returncheck.errors import InternalError
from returncheck.files.processes.cores import MOST, usable_cores
from returncheck.project import project_root
from returncheck.transform import Progress
from returncheck.transform.empty_tables import EmptyTables
from returncheck.transform.plan import PUBLISHED_FOLDER, BuildPlan, BuildStep
from returncheck.transform.rule_errors import (
    RULES_TO_RUN,
    query_without,
    rules_that_run,
)
from returncheck.transform.running import run_plan
from returncheck.warehouse.beside import kept, relations_of_file
from returncheck.warehouse.preparation import built_reference
from returncheck.warehouse.rule_errors import forget_rule_errors
from returncheck.warehouse.schemas import RAW

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import SparkSession

_Versions = Collection[tuple[str, str, int]]
_Built = tuple[Mapping[str, str], float]
"""Column to type of what a step has built, and the seconds that it took."""


class SparkBuild:
    """One build of the marts on Spark; see `engine.Build`.

    What needs no record of a return is built in the database, as without Spark, and
    what has no row stands there as it is. Spark builds all else.
    """

    def __init__(
        self,
        here: BuildPlan,
        there: BuildPlan,
        machine: Machine,
        folder: SparkFolder,
    ) -> None:
        """Build nothing yet.

        Args:
            here: What to build, with queries of DuckDB.
            there: The same with queries of Spark.
            machine: Gives the session.
            folder: The files beside the database.
        """
        self._here = here
        self._there = there
        self._machine = machine
        self._folder = folder

    def run(
        self,
        progress: Progress | None = None,
        *,
        connection: "duckdb.DuckDBPyConnection",
    ) -> Mapping[str, float]:
        """See `engine.Build`."""
        told = progress or (lambda _done, _total: None)
        told(0, 1)
        forget_rule_errors(connection)
        run = self._folder.begin(connection)
        standing = without_records(self._here)
        self._build_here(connection, standing)
        with self._machine.at_work():
            session = self._machine.session()
            build = _Steps(
                connection,
                session,
                SparkTables(connection, session, self._folder, run),
                steps={
                    step.name: step
                    for step in self._there.steps
                    if step.name not in standing
                },
                read=steps_read(self._here),
                built=self._folder.built(run),
            )
            seconds = build.run(told)
        self._folder.finish(connection)
        return seconds

    def cancel(self) -> None:
        """Nothing runs while no step is run."""

    def _build_here(
        self, connection: "duckdb.DuckDBPyConnection", names: Collection[str]
    ) -> None:
        """Build in the database what needs no record."""
        is_new = built_reference(connection) != self._here.key
        if is_new:
            # All of it, without the rows of returns, which are not in the file.
            self._folder.hide(connection)
        run_plan(
            connection,
            self._here,
            lambda _done, _total: None,
            only=None if is_new else names,
        )
        if is_new:
            self._folder.show(connection)
        views = {step.name for step in self._here.steps if step.kind == "view"}
        for name, kind in relations_of_file(connection):
            if name in views and name not in names:
                # It would read names that are in the file no more.
                connection.execute(f"drop {kind} {kept(connection, name)}")


class _Steps:
    """The steps that Spark has to run, of which those that stay empty are not run."""

    def __init__(
        self,
        connection: "duckdb.DuckDBPyConnection",
        session: "SparkSession",
        tables: SparkTables,
        *,
        steps: Mapping[str, BuildStep],
        read: Mapping[str, frozenset[str]],
        built: Path,
    ) -> None:
        self._connection = connection
        self._session = session
        self._tables = tables
        self._steps = steps
        self._read = read
        self._built = built
        self._parts = int(session.sparkContext.defaultParallelism)
        self._in_file = {name for name, _ in relations_of_file(connection)}
        self._empty = EmptyTables(connection)
        self._seen: set[str] = set()
        self._running: _Versions = rules_that_run(
            connection, kept(connection, RULES_TO_RUN)
        )
        self._seconds: dict[str, float] = {}

    def run(self, progress: Progress) -> Mapping[str, float]:
        """Run them, and give the seconds of each that was run."""
        for table in self._tables.put_raw():
            self._empty.note(f"{RAW}.{table}", None)
        places = count(1)

        def end(name: str, built: _Built | None) -> None:
            if built is not None:
                self._end(name, *built)
            progress(next(places), len(self._steps))

        run_in_order(
            {name: self._read[name] for name in self._steps},
            self._begin,
            end,
            threads=min(usable_cores(), MOST),
        )
        return self._seconds

    def _begin(self, name: str) -> Callable[[], _Built] | None:
        step = self._steps[name]
        if self._empty.stays_empty(step):
            return None
        for other in self._read[name]:
            if other not in self._seen and other in self._in_file:
                is_empty = self._empty.is_empty(other)
                self._tables.put_standing(other, is_empty=is_empty)
                self._seen.add(other)
        return partial(self._run, step)

    def _run(self, step: BuildStep) -> _Built:
        """Run a step, in a thread of its own."""
        from py4j.protocol import Py4JJavaError
        from pyspark.errors import PySparkException

        begun = time.perf_counter()
        try:
            rows = self._session.sql(self._query(step))
            if step.kind == "view":
                rows.createOrReplaceTempView(step.name)
            else:
                place = str(self._built / step.name)
                rows.coalesce(self._parts).write.parquet(place)
        except (PySparkException, Py4JJavaError) as error:
            # Spark's own words could hold a child's values: only their kind.
            raise InternalError(
                f"The model {step.name} could not be built on Spark "
                f"({type(error).__name__}). Run without --engine spark, and report it."
            ) from error
        kinds = {each.name: each.dataType.simpleString() for each in rows.schema}
        return kinds, time.perf_counter() - begun

    def _end(self, name: str, kinds: Mapping[str, str], seconds: float) -> None:
        self._seconds[name] = seconds
        self._seen.add(name)
        if self._steps[name].kind == "view":
            return
        rows = self._tables.rows_built(name)
        self._empty.note(name, rows)
        self._tables.put_built(name, kinds, rows)
        if name not in self._in_file:
            return
        if rows:
            self._connection.execute(f"drop table {kept(self._connection, name)}")
        else:
            # It stands in the database, as it was made there.
            shutil.rmtree(self._built / name)

    def _query(self, step: BuildStep) -> str:
        """The query of Spark, with the types that the contract of its model names."""
        left_out = [part for part in step.rules if part.version not in self._running]
        published = (project_root() / "seeds" / "published").as_posix()
        query = query_without(step, left_out).replace(
            PUBLISHED_FOLDER, published.replace("'", "\\'")
        )
        query = on_views(query)
        if not step.columns:
            return query
        columns = ", ".join(
            f"cast({name} as {kind}) as {name}" for name, kind in step.columns.items()
        )
        return f"select {columns} from (\n{query}\n)"
