"""The demo, every known fault and 20 authorities, built on DuckDB and on Spark."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from spark_build import SparkBuild
from spark_machine import session

from returncheck.engine.spark.machine import what_is_missing
from returncheck.transform import Transform
from returncheck.transform.plan import BuildPlan

ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_finish(session: pytest.Session) -> None:
    """End at once, with one line, where Spark cannot run: nothing is skipped."""
    if any(item.get_closest_marker("spark") for item in session.items):
        missing = what_is_missing()
        if missing is not None:
            pytest.exit(missing, returncode=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """What was built twice.

    Attributes:
        connection: Reads DuckDB's tables, in the schema `main`, and Spark's files.
        plan: What was built.
        spark: What was built on Spark.
    """

    connection: duckdb.DuckDBPyConnection
    plan: BuildPlan
    spark: SparkBuild


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory):
    """The same raw tables, built on both engines."""
    folder = tmp_path_factory.mktemp("both")
    database = folder / "filled.duckdb"
    subprocess.run(
        [
            sys.executable,
            str(ROOT / "tests" / "fill_database.py"),
            str(database),
            "--wide",
        ],
        check=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    transform = Transform(database, folder / "logs")
    transform.run()
    plan = transform._ready_plan()
    spark = session(folder)
    with duckdb.connect(str(database), read_only=True) as connection:
        made = SparkBuild(spark, folder / "tables")
        made.put_raw(connection)
        made.run(plan)
        yield Both(connection=connection, plan=plan, spark=made)
    spark.stop()
