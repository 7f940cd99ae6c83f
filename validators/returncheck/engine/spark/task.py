"""What a worker of Spark does: reads one return, checks it, and writes its rows.

It hands back what the register says of the return; no record of a child.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.engine.spark.machine import let_spark_in
from returncheck.files.arrow import Carried
from returncheck.files.fingerprints import InputFile
from returncheck.files.processes.messages import unpacked
from returncheck.files.processes.worker import work_on
from returncheck.returns import LAYOUTS
from returncheck.returns.reading import Reading, RowsRead, read_return
from returncheck.warehouse.crowds import part_crowds
from returncheck.warehouse.raw_schema import raw_columns, raw_tables

if TYPE_CHECKING:
    import polars as pl

    from returncheck.files.processes.context import Context
    from returncheck.returns.tables import Layout

FINDINGS = "contract_findings"
CELLS = "contract_cells"
_KINDS = {"string": "String", "bigint": "Int64"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRead:
    """A return that a worker is to read.

    Attributes:
        return_id: Its id.
        reading: What is read.
        of_today: Contract findings about the day of loading.
        folder: Where its rows go: a folder of Parquet for each raw table.
    """

    return_id: str
    reading: Reading
    of_today: Carried
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the register says of a return, besides what was known before.

    Attributes:
        present_tables: Tables that it has, also those without rows.
        derived_columns: Table and column of each derived column that it has.
        row_counts: Rows of each table.
        files: The files that were read.
    """

    present_tables: tuple[str, ...]
    derived_columns: tuple[tuple[str, str], ...]
    row_counts: Mapping[str, int]
    files: tuple[InputFile, ...]


def done(context: bytes, job: bytes) -> bytes:
    """Do one job in a worker of Spark.

    Args:
        context: What holds where the job comes from, packed.
        job: The packed function and what it is called with.

    Returns:
        The messages that a process of a pool would have sent.
    """
    let_spark_in()
    held: Context = unpacked(context)
    pieces = BytesIO()
    with held.in_force():
        work_on(job, pieces)
    return pieces.getvalue()


def land_return(job: ToRead) -> Iterator[Read]:
    """Read a return to its end and write its rows and contract findings.

    Args:
        job: What is read, and where it goes.

    Yields:
        What the register says of it, once all is written.

    Raises:
        InputError: It cannot be read to its end; what was written is not to be kept.
    """
    layout = LAYOUTS[job.reading.source.collection]
    rows = _Rows(job)
    counts: Counter[str] = Counter()
    for piece in read_return(job.reading):
        if isinstance(piece, RowsRead):
            for name, carried in piece.tables.items():
                counts[name] += len(carried)
                rows.add(_raw_name(layout, name), carried.frame)
            rows.add(FINDINGS, piece.findings.frame)
            continue
        rows.add(FINDINGS, piece.findings.frame)
        if piece.has_crowd:
            rows.add(FINDINGS, _without_crowds(layout, job))
        rows.add(FINDINGS, piece.observations.frame)
        rows.add(FINDINGS, job.of_today.frame)
        if piece.cells is not None:
            rows.add(CELLS, piece.cells.frame)
        yield Read(
            present_tables=piece.present_tables,
            derived_columns=piece.derived_columns,
            row_counts=dict(counts),
            files=piece.files,
        )


class _Rows:
    """The files of one return."""

    def __init__(self, job: ToRead) -> None:
        self._job = job
        self._columns = raw_tables()
        self._written: Counter[str] = Counter()

    def add(self, table: str, frame: "pl.DataFrame") -> None:
        """Write rows as the next file of a table; none where there are none."""
        import polars as pl

        if frame.is_empty():
            return
        whole = frame.with_columns(pl.lit(self._job.return_id).alias("return_id"))
        columns = [each.split() for each in self._columns[table]]
        shaped = whole.select(
            (pl.col(name) if name in whole.columns else pl.lit(None))
            .cast(getattr(pl, _KINDS[kind]))
            .alias(name)
            for name, kind in columns
        )
        self._written[table] += 1
        place = self._job.folder / table
        place.mkdir(parents=True, exist_ok=True)
        shaped.write_parquet(place / f"{self._written[table]:05}.parquet")


def _without_crowds(layout: "Layout", job: ToRead) -> "pl.DataFrame":
    """Tell the records of crowds apart, with the SQL that DuckDB's engine has."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("create schema raw")
        tables = [each for each in layout.tables if each.child_id is not None]
        for table in tables:
            name = layout.raw_table(table.name)
            columns = ", ".join(raw_columns(table))
            connection.execute(f"create table {name} ({columns})")
            files = _files(job.folder / _raw_name(layout, table.name))
            if files:
                connection.execute(
                    f"insert into {name} by name select * from read_parquet(?)", [files]
                )
        found = part_crowds(connection, layout, job.return_id)
        for table in tables:
            files = _files(job.folder / _raw_name(layout, table.name))
            if not files:
                continue
            whole = files[0].replace("'", "''")
            connection.execute(
                f"copy (select * from {layout.raw_table(table.name)} "
                f"order by row_number) to '{whole}' (format parquet)"
            )
            for other in files[1:]:
                Path(other).unlink()
    return found


def _files(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.glob("*.parquet"))


def _raw_name(layout: "Layout", table: str) -> str:
    return layout.raw_table(table).removeprefix("raw.")
