"""Builds seeds and models on Spark, from a database's raw tables, without dbt.

Each statement is the model rendered with the macros' branches for Spark. What is built
is kept as Parquet, which DuckDB reads when rows are compared.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from spark_sql import ROOT, model_files, render

from returncheck.transform.plan import PUBLISHED_FOLDER, BuildPlan, BuildStep

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

RAW = re.compile(r"\braw\.(\w+)")
RULE = re.compile(r"\brule_\w+")
PUBLISHED = (ROOT / "seeds" / "published").as_posix()
SPARK_TYPES = {"varchar": "string", "integer": "int"}


class SparkBuild:
    """What is built on Spark, one folder of Parquet a step.

    Attributes:
        folder: Where the folders are.
    """

    def __init__(self, session: "SparkSession", folder: Path) -> None:
        """Build nothing yet.

        Args:
            session: A session; what is built become temporary views in it.
            folder: Where the tables go.
        """
        self.folder = folder
        self._session = session
        self._models = {path.stem: path for path in model_files()}
        self._rules: set[str] = set()

    def put_raw(self, database: duckdb.DuckDBPyConnection) -> None:
        """Take over the raw tables of a database."""
        names = database.execute(
            "select table_name from duckdb_tables() where schema_name = 'raw'"
        ).fetchall()
        place = self.folder / "raw"
        place.mkdir(parents=True)
        for (name,) in names:
            path = place / f"{name}.parquet"
            database.execute(f"copy raw.\"{name}\" to '{path}' (format parquet)")
            columns = types(database, f'raw."{name}"')
            schema = ", ".join(
                f"`{column}` {SPARK_TYPES.get(kind, kind)}"
                for column, kind in columns.items()
            )
            rows = self._session.read.schema(schema).parquet(str(path))
            rows.createOrReplaceTempView(f"raw__{name}")

    def run(self, plan: BuildPlan) -> None:
        """Build all steps of a plan; each may read those before it."""
        for step in plan.steps:
            rows = self._seed(step) if step.seed else self._model(step)
            place = str(self.folder / step.name)
            rows.coalesce(1).write.parquet(place)
            built = self._session.read.schema(rows.schema).parquet(place)
            built.createOrReplaceTempView(step.name)

    def files(self, name: str) -> str:
        """The files of what a step built, as DuckDB names them."""
        return f"{self.folder / name}/*.parquet"

    def _seed(self, step: BuildStep) -> "DataFrame":
        return self._session.read.csv(
            str(ROOT / str(step.seed)),
            header=True,
            schema=", ".join(f"{name} {kind}" for name, kind in step.columns.items()),
            quote='"',
            escape='"',
            mode="FAILFAST",
            multiLine=True,
        )

    def _model(self, step: BuildStep) -> "DataFrame":
        query = self._query(step.name)
        if step.columns:
            columns = ", ".join(
                f"cast({name} as {kind}) as {name}"
                for name, kind in step.columns.items()
            )
            query = f"select {columns} from (\n{query}\n)"
        return self._session.sql(query)

    def _query(self, name: str) -> str:
        """A model's statement; the rules that it reads become views first."""
        text = self._models[name].read_text(encoding="utf-8")
        for rule in self._read_rules(text):
            query = self._query(rule)
            self._session.sql(f"create or replace temporary view {rule} as {query}")
        query = render(text).replace(PUBLISHED_FOLDER, PUBLISHED)
        return RAW.sub(r"raw__\1", query)

    def _read_rules(self, text: str) -> Iterator[str]:
        for name in sorted(set(RULE.findall(text)) & set(self._models) - self._rules):
            self._rules.add(name)
            yield name


def types(database: duckdb.DuckDBPyConnection, rows: str) -> Mapping[str, str]:
    """Column to type of what stands behind `from`."""
    described = database.execute(f"describe select * from {rows}").fetchall()
    return {name: kind.lower() for name, kind, *_ in described}
