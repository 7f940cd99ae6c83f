"""Runs the unit tests of models on any text of their SQL, without dbt.

dbt takes seconds a model to compile; of a plan that is compiled, a test takes some
thousandths.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Timer
from typing import Any

import duckdb
import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SECONDS = 5.0
"""How long one statement may take: many times what any takes."""

Types = Mapping[str, str]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelTest:
    """One unit test of a model, as its YAML states it.

    Attributes:
        name: Its name.
        model: The model.
        given: Quoted relation to the rows given, or the SQL that gives them.
        expected: The rows that the model must give, in any order.
    """

    name: str
    model: str
    given: Mapping[str, list[Row] | str]
    expected: list[Row] | str


def model_tests(root: Path) -> dict[str, list[ModelTest]]:
    """Model to its unit tests, of every YAML file below `models/`."""
    found: dict[str, list[ModelTest]] = defaultdict(list)
    for path in sorted((root / "models").rglob("*.yml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER) or {}
        for entry in document.get("unit_tests", ()):
            if not entry.get("overrides"):
                found[entry["model"]].append(_test(entry))
    return found


def _test(entry: dict[str, Any]) -> ModelTest:
    return ModelTest(
        name=entry["name"],
        model=entry["model"],
        given={_relation(each["input"]): each["rows"] for each in entry["given"]},
        expected=entry["expect"]["rows"],
    )


def _relation(reference: str) -> str:
    """`ref('a')` or `source('of', 'a')` as the compiled SQL names it."""
    schema = "raw" if reference.startswith("source") else "main"
    name = reference.split("'")[-2]
    return f'"{schema}"."{name}"'


class Bench:
    """One unit test, with its rows in place: judges any text of the model's SQL."""

    def __init__(self, test: ModelTest, built: Path) -> None:
        """Put the rows that are given where the model looks for them.

        Args:
            test: The unit test.
            built: A database in which everything is built; it tells the types.
        """
        self._test = test
        self._connection = duckdb.connect()
        self._connection.execute("create schema raw")
        self._built = built
        for relation, rows in test.given.items():
            self._put(relation, rows, _types_in(built)[relation])

    def _put(self, relation: str, rows: list[Row] | str, types: Types) -> None:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
        self._connection.execute(f"create table {relation} ({columns})")
        if isinstance(rows, str):
            with duckdb.connect(self._built, read_only=True) as connection:
                self._connection.register("incoming", connection.execute(rows).arrow())
            self._connection.execute(f"insert into {relation} by name from incoming")
            return
        for row in rows:
            if unknown := row.keys() - types.keys():
                raise ValueError(f"{self._test.name}: {relation} has no {unknown}.")
            cells = ", ".join(f'cast(? as {types[name]}) as "{name}"' for name in row)
            self._connection.execute(
                f"insert into {relation} by name select {cells}", list(row.values())
            )

    def passes(self, query: str) -> bool:
        """Whether the model gives the expected rows with this SQL.

        A statement that fails, or that does not end in time, does not pass.
        """
        timer = Timer(SECONDS, self._connection.interrupt)
        timer.start()
        try:
            return self._given_by(query) == self._expected(query)
        except duckdb.Error:
            return False
        finally:
            timer.cancel()

    def _given_by(self, query: str) -> Counter[tuple[object, ...]]:
        names = ", ".join(f'"{name}"' for name in self._columns(query))
        cursor = self._connection.execute(f"select {names} from ({query})")
        return Counter(cursor.fetchall())

    def _expected(self, query: str) -> Counter[tuple[object, ...]]:
        if isinstance(self._test.expected, str):
            return Counter(self._connection.execute(self._test.expected).fetchall())
        types = self._types(query)
        names = self._columns(query)
        cells = ", ".join(f"cast(? as {types[name]})" for name in names)
        return Counter(
            self._connection.execute(
                f"select {cells}", [row.get(name) for name in names]
            ).fetchone()
            for row in self._test.expected
        )

    def _columns(self, query: str) -> list[str]:
        """Those that the first row expected names, as dbt compares them."""
        rows = self._test.expected
        if rows and not isinstance(rows, str):
            return list(rows[0])
        return list(self._types(query))

    def _types(self, query: str) -> Types:
        described = self._connection.execute(f"describe {query}").fetchall()
        return {name: kind for name, kind, *_ in described}


def benches(root: Path, built: Path, model: str) -> Iterator[Bench]:
    """The unit tests of a model, ready to judge its SQL.

    Not those that put another macro in the place of one: their SQL is dbt's to compile.
    """
    for test in _tests_in(root).get(model, ()):
        yield Bench(test, built)


@cache
def _tests_in(root: Path) -> dict[str, list[ModelTest]]:
    return model_tests(root)


@cache
def _types_in(built: Path) -> dict[str, Types]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with duckdb.connect(built, read_only=True) as connection:
        for schema, table, name, kind in connection.execute(
            "select schema_name, table_name, column_name, data_type "
            "from duckdb_columns() order by column_index"
        ).fetchall():
            found[f'"{schema}"."{table}"'][name] = kind
    return found
