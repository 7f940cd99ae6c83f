"""Puts the loaded returns of a database of Returncheck where Spark reads them.

    python load_raw_tables.py write returncheck.duckdb raw-files
    python load_raw_tables.py load raw-files --catalogue spark

The first writes each raw table as Parquet and needs DuckDB alone; the second needs
Spark alone. On a cluster that has a catalogue of its own, `--catalogue` is left out and
the folder is one that the cluster reads. Tables of the same names in the schema `raw`
there are replaced.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SCHEMA = "raw"


def write(database: Path, folder: Path) -> list[str]:
    """Write each raw table of a database as one Parquet file.

    Args:
        database: A DuckDB file that returns were loaded into.
        folder: Where the files go; made where it is missing.

    Returns:
        The names of the tables.
    """
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(database), read_only=True) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "select table_name from duckdb_tables() where schema_name = ? "
                "and database_name = current_database() order by 1",
                [SCHEMA],
            ).fetchall()
        ]
        for name in names:
            path = str(folder / f"{name}.parquet").replace("'", "''")
            connection.execute(
                f"copy (select * from {SCHEMA}.\"{name}\") to '{path}' (format parquet)"
            )
    return names


def load(session: "SparkSession", folder: str, names: list[str]) -> None:
    """Make the raw tables on Spark from the files of `write`.

    Args:
        session: A session that has the catalogue of the build.
        folder: Where the files lie, as Spark names the place.
        names: The tables.
    """
    session.sql(f"create schema if not exists {SCHEMA}")
    for name in names:
        rows = session.read.parquet(f"{folder}/{name}.parquet")
        rows.write.mode("overwrite").saveAsTable(f"{SCHEMA}.{name}")


def _of_catalogue(folder: str | None) -> dict[str, str]:
    """The settings of `profiles.yml` that say where the catalogue lies."""
    if folder is None:
        return {}
    return {
        "spark.sql.warehouse.dir": f"{folder}/warehouse",
        "spark.hadoop.javax.jdo.option.ConnectionURL": (
            f"jdbc:derby:;databaseName={folder}/metastore;create=true"
        ),
    }


def main(words: list[str]) -> None:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("do", choices=["write", "load"])
    parser.add_argument("places", nargs="+", help="DATABASE FOLDER, or FOLDER")
    parser.add_argument(
        "--catalogue", help="RETURNCHECK_SPARK_FOLDER, of the target `spark` of dbt"
    )
    given = parser.parse_args(words)
    if given.do == "write":
        database, folder = map(Path, given.places)
        names = write(database, folder)
        sys.stdout.write(f"{len(names)} tables are in {folder}.\n")
        return
    from pyspark.sql import SparkSession

    (folder,) = given.places
    builder = SparkSession.builder.enableHiveSupport()
    for name, value in _of_catalogue(given.catalogue).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    names = sorted(path.stem for path in Path(folder).glob("*.parquet"))
    load(session, folder, names)
    sys.stdout.write(f"{len(names)} tables are in the schema {SCHEMA}.\n")


if __name__ == "__main__":
    main(sys.argv[1:])
