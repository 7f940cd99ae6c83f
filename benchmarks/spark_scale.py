"""Measures dbt's build on Spark at sizes that no file of a council has.

    python -m benchmarks.spark_scale census.duckdb --copies 50,100

The database holds the return of one authority and year, loaded and not built: 20,000
children and 50 copies are a million. A copy is another authority's return of the same
children: the raw tables are multiplied by DuckDB, written as Parquet, and given to
Spark by `examples/spark/load_raw_tables.py`. Prints, for each number of copies, the
seconds that the models of each layer took, as dbt has them in `run_results.json`, the
slowest models and, of the first and the last size, what a million children more cost.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from returncheck.catalogue.authorities import authorities
from returncheck.project import project_root

LAYERS = ("staging", "intermediate", "marts")
SLOWEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build took.

    Attributes:
        children: Distinct children of the raw tables.
        seconds: Model to the seconds that it took.
        layers: Model to its layer, of `LAYERS`.
    """

    children: int
    seconds: Mapping[str, float]
    layers: Mapping[str, str]

    def of_layer(self, layer: str) -> float:
        """The seconds of all models of a layer, one after the other."""
        return sum(
            seconds
            for name, seconds in self.seconds.items()
            if self.layers[name] == layer
        )


def write_copies(database: Path, folder: Path, codes: Sequence[str]) -> int:
    """Write raw tables with a copy of each return for each authority.

    Args:
        database: A DuckDB file that the return of one authority was loaded into.
        folder: Where a Parquet file a table goes.
        codes: The authorities of the copies, one each.

    Returns:
        How many children the copies have.
    """
    folder.mkdir(parents=True)
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("create temp table copies (place integer, code varchar)")
        connection.executemany(
            "insert into copies values (?, ?)", list(enumerate(codes))
        )
        columns: dict[str, list[str]] = {}
        for table, column in connection.execute(
            "select table_name, column_name from duckdb_columns() "
            "where schema_name = 'raw' and database_name = current_database()"
        ).fetchall():
            columns.setdefault(table, []).append(column)
        children = 0
        for table, names in columns.items():
            path = str(folder / f"{table}.parquet").replace("'", "''")
            rows = f'select * from raw."{table}"'
            if "return_id" in names:
                rows = _copied(table, names)
            connection.execute(f"copy ({rows}) to '{path}' (format parquet)")
            if "child_key" in names:
                (found,) = connection.execute(
                    "select count(distinct (return_id, child_key)) "
                    "from read_parquet(?)",
                    [path],
                ).fetchone() or (0,)
                children = max(children, found)
    return children


def _copied(table: str, names: Iterable[str]) -> str:
    """The rows of a raw table once for each copy, under ids of its own."""
    told = {
        "return_id": "return_id || '-' || copies.place",
        "previous_return_id": "previous_return_id || '-' || copies.place",
        "child_key": "child_key || '-' || copies.place",
        "la_code": "copies.code",
        "LEA": "copies.code",
    }
    columns = ", ".join(
        told.get(name, f'rows."{name}"') + f' as "{name}"' for name in names
    )
    return f'select {columns} from raw."{table}" as rows, copies'


def built_on_spark(raw: Path, children: int, folder: Path) -> Built:
    """Load raw tables into a catalogue of their own, and let dbt build from them.

    Args:
        raw: What `write_copies` wrote.
        children: How many children that is.
        folder: Where the catalogue, the tables and dbt's files go.
    """
    root = project_root()
    catalogue = folder / "spark"
    told = {
        **os.environ,
        "RETURNCHECK_SPARK_FOLDER": str(catalogue),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    mover = root / "examples" / "spark" / "load_raw_tables.py"
    _run([sys.executable, mover, "load", raw, "--catalogue", catalogue], folder, told)
    target = folder / "target"
    places = ["--target-path", target, "--log-path", folder / "logs"]
    for what in ("seed", "run"):
        command = ["dbt", "--quiet", what, "--target", "spark", *places]
        _run(command, root, told)
    return built(target, children)


def built(target: Path, children: int) -> Built:
    """What dbt wrote of its last run.

    Args:
        target: dbt's target folder.
        children: How many children were built.
    """
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    seconds, layers = {}, {}
    for each in results["results"]:
        node = nodes[each["unique_id"]]
        seconds[node["name"]] = each["execution_time"]
        # Rules are no tables: they are part of the intermediate models that read them.
        layers[node["name"]] = node["fqn"][1]
    return Built(children=children, seconds=seconds, layers=layers)


def _run(command: Sequence[object], folder: Path, told: Mapping[str, str]) -> None:
    subprocess.run([str(each) for each in command], cwd=folder, env=told, check=True)


def lines_of(found: Sequence[Built]) -> Iterable[str]:
    """A Markdown table of builds, the slowest models, and what a million more cost."""
    yield "| children | " + " | ".join(f"{name} s" for name in (*LAYERS, "all")) + " |"
    yield "|--:" * (len(LAYERS) + 2) + "|"
    for each in found:
        took = [each.of_layer(layer) for layer in LAYERS]
        cells = [f"{each.children:,}", *(f"{one:.0f}" for one in (*took, sum(took)))]
        yield f"| {' | '.join(cells)} |"
    last = found[-1]
    slowest = sorted(last.seconds.items(), key=lambda one: -one[1])[:SLOWEST]
    yield "Slowest: " + ", ".join(f"{name} {took:.0f} s" for name, took in slowest)
    more = last.children - found[0].children
    if more > 0:
        first, end = (sum(map(each.of_layer, LAYERS)) for each in (found[0], last))
        yield (
            f"A million children more: ({end:.0f} - {first:.0f}) s / {more:,} "
            f"x 1,000,000 = {(end - first) / more * 1_000_000:.0f} s"
        )


def main() -> None:
    """Write, build and print."""
    if importlib.util.find_spec("pyspark") is None:
        sys.exit("PySpark is not installed: pip install 'returncheck[spark]'.")
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.spark_scale",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("database", type=Path)
    parser.add_argument("--copies", default="50,100", help="numbers, commas between")
    parser.add_argument("--folder", type=Path, help="where the tables lie meanwhile")
    asked = parser.parse_args()
    codes = sorted(
        code for code, each in authorities().items() if each.last_year is None
    )
    sizes = sorted(int(part) for part in asked.copies.split(","))
    if not 1 <= sizes[0] <= sizes[-1] <= len(codes):
        parser.error(f"--copies: each has to be 1 to {len(codes)}, an authority each.")
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="spark-", dir=asked.folder) as name:
            folder = Path(name)
            children = write_copies(asked.database, folder / "raw", codes[:size])
            found.append(built_on_spark(folder / "raw", children, folder))
    print("\n".join(lines_of(found)))


if __name__ == "__main__":
    main()
