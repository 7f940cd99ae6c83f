"""What reads files and builds the marts: DuckDB in this process, or Spark.

Whoever puts a check in order knows an `Engine` and not which one it is.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from returncheck.suites import SuiteRun
from returncheck.suites.definitions import Suite
from returncheck.transform import Progress
from returncheck.warehouse.beside import Beside
from returncheck.warehouse.landing import Landing

if TYPE_CHECKING:
    import duckdb


class EngineName(StrEnum):
    """What an engine is called."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Build(Protocol):
    """One build of the marts."""

    def run(
        self,
        progress: Progress | None = None,
        *,
        connection: "duckdb.DuckDBPyConnection",
    ) -> Mapping[str, float]:
        """Build every seed and model.

        Args:
            progress: Told before the first step and after each.
            connection: An open connection to the database, which has the register.

        Returns:
            Name of each step that was run to the seconds it took, in order.

        Raises:
            ConfigError: A model of an extension cannot be compiled or run.
            InternalError: The build failed: the project's bug, never the user's data.
        """

    def cancel(self) -> None:
        """End what is still running."""


class Engine(Protocol):
    """Connects, puts returns into the raw tables, runs the steps, lets them be read.

    Attributes:
        is_apart: Whether suites may be judged by another process, which opens the
            database itself.
        landing: Puts returns into the raw tables.
    """

    is_apart: bool
    landing: Landing

    def beside(self, database: Path) -> Beside | None:
        """Connect to a database.

        Args:
            database: The DuckDB file.

        Returns:
            The tables that it has in files beside it; None where all are in it.
        """

    def build(self, database: Path, logs: Path) -> Build:
        """What runs the steps.

        Args:
            database: The DuckDB file to build in.
            logs: Folder for logs.

        Raises:
            ConfigError: The project is one that the engine cannot build.
        """

    def judge(
        self,
        connection: "duckdb.DuckDBPyConnection",
        database: Path,
        suites: Sequence[Suite],
        *,
        tolerances: Mapping[str, float],
        data_docs: Path | None,
        returns: Collection[str] | None,
    ) -> SuiteRun:
        """Hold what was built against suites, in this process.

        Args:
            connection: An open connection to the database.
            database: Its file.
            suites: The suites.
            tolerances: Percentages by key.
            data_docs: Folder of the Data Docs; None for none.
            returns: Ids of the returns that are spoken of; None for all.
        """

    def close(self) -> None:
        """End what the engine has started."""


def engine_called(name: EngineName) -> Engine:
    """An engine, which starts nothing yet.

    Raises:
        ConfigError: What it needs is not on this machine.
    """
    if name is EngineName.SPARK:
        from returncheck.engine.spark import SparkEngine

        return SparkEngine()
    from returncheck.engine.duckdb import DuckDBEngine

    return DuckDBEngine()
