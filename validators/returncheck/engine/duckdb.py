"""DuckDB as engine: everything is in one file, and this process builds it."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.suites import SuiteRun, judge_suites
from returncheck.suites.definitions import Suite
from returncheck.transform import Transform
from returncheck.warehouse.landing import IntoDatabase, Landing

if TYPE_CHECKING:
    import duckdb


class DuckDBEngine:
    """See `Engine`."""

    def __init__(self) -> None:
        """Start nothing."""
        self.is_apart = True
        self.landing: Landing = IntoDatabase()

    def beside(self, _database: Path) -> None:
        """All tables are in the database."""

    def build(self, database: Path, logs: Path) -> Transform:
        """See `Engine`."""
        return Transform(database, logs)

    def judge(
        self,
        _connection: "duckdb.DuckDBPyConnection",
        database: Path,
        suites: Sequence[Suite],
        *,
        tolerances: Mapping[str, float],
        data_docs: Path | None,
        returns: Collection[str] | None,
    ) -> SuiteRun:
        """See `Engine`."""
        return judge_suites(
            database,
            suites,
            tolerances=tolerances,
            data_docs=data_docs,
            returns=returns,
        )

    def close(self) -> None:
        """Nothing was started."""
