"""Runs the steps of a plan on Spark: a folder of Parquet a step."""

import re
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from returncheck.engine.spark.folder import SparkFolder
from returncheck.errors import InternalError
from returncheck.files.private import make_folder
from returncheck.project import project_root
from returncheck.transform import Progress
from returncheck.transform.plan import PUBLISHED_FOLDER, BuildPlan, BuildStep
from returncheck.transform.running import due_steps, run_plan
from returncheck.warehouse.beside import kept, relations_of_file
from returncheck.warehouse.preparation import built_reference
from returncheck.warehouse.raw_schema import raw_tables
from returncheck.warehouse.rule_errors import forget_rule_errors
from returncheck.warehouse.schemas import RAW

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import DataFrame, SparkSession

_VIEW: Final = "raw__"
"""Before the name of a raw table: a temporary view of Spark's has no schema."""
_RAW_NAME: Final = re.compile(rf"\b{RAW}\.(?=\w)")


_TYPES: Final = {
    "varchar": "string",
    "integer": "int",
    "hugeint": "decimal(38, 0)",
}
"""What the engines call otherwise."""


class SparkBuild:
    """One build of the marts on Spark; see `engine.Build`.

    What follows from seeds and imported releases alone, and what is empty because no
    return of its collection is loaded, stands in the database, as with DuckDB: Spark is
    handed a copy. All else Spark builds.
    """

    def __init__(
        self,
        here: BuildPlan,
        there: BuildPlan,
        session: "Callable[[], SparkSession]",
        folder: SparkFolder,
    ) -> None:
        """Build nothing yet.

        Args:
            here: What to build, with queries of DuckDB.
            there: The same with queries of Spark.
            session: Gives the session.
            folder: The files beside the database.
        """
        self._here = here
        self._there = there
        self._session = session
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
        names = self._due(connection)
        self._put_raw(connection, run)
        self._put_standing(connection, run, names)
        steps = [step for step in self._there.steps if step.name in names]
        seconds: dict[str, float] = {}
        for place, step in enumerate(steps, 1):
            begun = time.perf_counter()
            self._build(step, self._folder.built(run))
            seconds[step.name] = time.perf_counter() - begun
            told(place, len(steps))
        self._folder.finish(connection)
        return seconds

    def cancel(self) -> None:
        """Nothing runs while no step is run."""

    def _due(self, connection: "duckdb.DuckDBPyConnection") -> set[str]:
        """What Spark has to build; nothing of these names is left in the database."""
        if built_reference(connection) != self._here.key:
            # Without the rows of returns, which are not in the file.
            self._folder.hide(connection)
            run_plan(connection, self._here, lambda _done, _total: None)
            self._folder.show(connection)
        due = {step.name for step in due_steps(connection, self._here)}
        # A view in the file would read names that are in it no more.
        due |= {
            step.name
            for step in self._here.steps
            if step.kind == "view" and not step.is_reference
        }
        for name, kind in relations_of_file(connection):
            if name in due:
                connection.execute(f"drop {kind} {kept(connection, name)}")
        return due

    def _put_raw(self, connection: "duckdb.DuckDBPyConnection", run: Path) -> None:
        """Let Spark see the raw tables: files of workers, and what the database has."""
        for table, columns in raw_tables().items():
            files = self._folder.raw_files(run, table)
            kinds = dict(each.split() for each in columns)
            if not is_landed(table):
                names = ", ".join(kinds)
                query = f"select {names} from {RAW}.{table}"
                files.append(self._copied(connection, run, f"{_VIEW}{table}", query))
            self._see(f"{_VIEW}{table}", kinds, files)

    def _put_standing(
        self, connection: "duckdb.DuckDBPyConnection", run: Path, due: Collection[str]
    ) -> None:
        """Let Spark see what the database has of the build."""
        for step in self._here.steps:
            if step.name in due:
                continue
            described = connection.execute(f"describe {step.name}").fetchall()
            kinds = {name: _spark_type(kind) for name, kind, *_ in described}
            query = f"select {', '.join(map(_cast_back, described))} from {step.name}"
            path = self._copied(connection, run, step.name, query)
            self._see(step.name, kinds, [path])

    def _copied(
        self,
        connection: "duckdb.DuckDBPyConnection",
        run: Path,
        name: str,
        query: str,
    ) -> str:
        """Write rows that the database has to a file, and give its path."""
        place = run / "of-database"
        make_folder(place)
        path = str(place / f"{name}.parquet")
        written = path.replace("'", "''")
        connection.execute(f"copy ({query}) to '{written}' (format parquet)")
        return path

    def _see(self, name: str, kinds: Mapping[str, str], files: list[str]) -> None:
        """Let files be a table to Spark."""
        schema = ", ".join(f"`{column}` {kind}" for column, kind in kinds.items())
        session = self._session()
        rows = (
            session.read.schema(schema).parquet(*files)
            if files
            else session.createDataFrame([], schema)
        )
        # The folders of a raw table name columns of their own.
        rows.select(*kinds).createOrReplaceTempView(name)

    def _build(self, step: BuildStep, built: Path) -> None:
        from py4j.protocol import Py4JJavaError
        from pyspark.errors import PySparkException

        place = str(built / step.name)
        try:
            rows = self._seed(step) if step.seed else self._model(step)
            rows.coalesce(self._parts()).write.parquet(place)
        except (PySparkException, Py4JJavaError) as error:
            # Spark's own words could hold a child's values: only their kind.
            raise InternalError(
                f"The model {step.name} could not be built on Spark "
                f"({type(error).__name__}). Run without --engine spark, and report it."
            ) from error
        seen = self._session().read.schema(rows.schema).parquet(place)
        seen.createOrReplaceTempView(step.name)

    def _parts(self) -> int:
        return int(self._session().sparkContext.defaultParallelism)

    def _seed(self, step: BuildStep) -> "DataFrame":
        return self._session().read.csv(
            str(project_root() / str(step.seed)),
            header=True,
            schema=", ".join(f"{name} {kind}" for name, kind in step.columns.items()),
            quote='"',
            escape='"',
            mode="FAILFAST",
            multiLine=True,
        )

    def _model(self, step: BuildStep) -> "DataFrame":
        published = (project_root() / "seeds" / "published").as_posix()
        query = step.query.replace(PUBLISHED_FOLDER, published.replace("'", "\\'"))
        return self._session().sql(_cast(step, _RAW_NAME.sub(_VIEW, query)))


def is_landed(table: str) -> bool:
    """Whether workers alone write the rows of a raw table: a return's records."""
    return "__" in table


def _spark_type(kind: str) -> str:
    """A type of DuckDB's, as Spark calls it."""
    kind = kind.lower()
    return _TYPES.get(kind, kind)


def _cast_back(described: tuple[str, ...]) -> str:
    """A column in a type that Parquet has."""
    name, kind = described[0], described[1].lower()
    return f"cast({name} as decimal(38, 0)) as {name}" if kind == "hugeint" else name


def _cast(step: BuildStep, query: str) -> str:
    """A query with the types that the contract of its model names."""
    if not step.columns:
        return query
    columns = ", ".join(
        f"cast({name} as {kind}) as {name}" for name, kind in step.columns.items()
    )
    return f"select {columns} from (\n{query}\n)"
