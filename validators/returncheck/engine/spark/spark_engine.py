"""The engine: one session, one database, and what is shared between them."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.engine.spark.folder import SparkFolder
from returncheck.engine.spark.landing import IntoParquet
from returncheck.engine.spark.machine import Machine, what_is_missing
from returncheck.engine.spark.steps import SparkBuild
from returncheck.engine.spark.tables import SparkTables
from returncheck.errors import ConfigError, InternalError
from returncheck.suites import SuiteRun
from returncheck.suites.definitions import Suite
from returncheck.transform.project_key import project_key
from returncheck.transform.shipped_plan import SPARK_PLAN_FILE, shipped_plan
from returncheck.warehouse.landing import Landing

if TYPE_CHECKING:
    import duckdb


class SparkEngine:
    """See `engine.Engine`; it is used for one database at a time."""

    def __init__(self) -> None:
        """Start nothing yet.

        Raises:
            ConfigError: Java or PySpark is missing, or the project is one of a team's
                own, for which there is no plan of Spark.
        """
        missing = what_is_missing()
        if missing is not None:
            raise ConfigError(missing)
        here = shipped_plan(project_key())
        there = shipped_plan(project_key(), SPARK_PLAN_FILE)
        if here is None or there is None:
            raise ConfigError(
                "--engine spark builds the project as it is released. Leave extensions "
                "out, or run without it; in a checkout: python -m returncheck.generate"
            )
        self._plans = here, there
        self._machine = Machine()
        self._folder: SparkFolder | None = None
        self.is_apart = False
        self.landing: Landing = IntoParquet(self._machine, self._files)

    def beside(self, database: Path) -> SparkFolder:
        """See `engine.Engine`."""
        self._folder = SparkFolder(database, self._plans[0])
        return self._folder

    def build(self, _database: Path, _logs: Path) -> SparkBuild:
        """See `engine.Engine`."""
        return SparkBuild(*self._plans, self._machine, self._files())

    def judge(
        self,
        connection: "duckdb.DuckDBPyConnection",
        _database: Path,
        suites: Sequence[Suite],
        *,
        tolerances: Mapping[str, float],
        data_docs: Path | None,
        returns: Collection[str] | None,
    ) -> SuiteRun:
        """See `engine.Engine`."""
        from returncheck.suites import warm_up
        from returncheck.suites.runner import judge_connected

        warm_up()
        from returncheck.engine.spark.judging import SparkGxSession

        folder = self._files()
        run = folder.begin(connection)

        def session() -> SparkGxSession:
            spark = self._machine.session()
            tables = SparkTables(connection, spark, folder, run)
            # What their queries name is among the words of the definitions.
            tables.put_mentioned(set(re.findall(r"\w+", repr(suites))))
            return SparkGxSession(spark, run / "suites")

        with self._machine.at_work():
            return judge_connected(
                connection,
                session,
                suites,
                tolerances=tolerances,
                data_docs=data_docs,
                returns=returns,
            )

    def close(self) -> None:
        """See `engine.Engine`."""
        self._machine.stop()

    def _files(self) -> SparkFolder:
        if self._folder is None:
            raise InternalError("The engine is used before its database is opened.")
        return self._folder
