"""What no reader can be faster than; run in a process of its own.

    python -m benchmarks.floor FOLDER DATABASE

Prints JSON: seconds to read the bytes of the files (XML by lxml, CSV by DuckDB, nothing
kept but the rows of CSV), and to scan every value of the rows that were loaded.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import duckdb
from benchmarks.clock import Clock
from lxml import etree


def main(folder: Path, database: Path) -> None:
    """Read, scan and print."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    clock = Clock()
    with clock.phase("reading"), duckdb.connect() as memory:
        for path in files:
            if path.suffix == ".xml":
                _read_xml(path)
            elif path.suffix == ".csv":
                memory.execute(
                    "create or replace temp table read_rows as "
                    "from read_csv(?, all_varchar = true)",
                    [str(path)],
                )
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute(
            "select table_schema, table_name from information_schema.tables "
            "where table_schema = 'raw' order by 2"
        ).fetchall()
        with clock.phase("scanning"):
            for schema, name in tables:
                connection.execute(
                    f'select max(columns(*)) from "{schema}"."{name}"'
                ).fetchall()
    print(json.dumps({name: asdict(took) for name, took in clock.took.items()}))


def _read_xml(path: Path) -> None:
    for _, element in etree.iterparse(str(path), events=("end",)):
        element.clear()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
