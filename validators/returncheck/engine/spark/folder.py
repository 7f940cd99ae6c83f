"""The Parquet beside a database: a folder a run, of which the last one counts.

    <database>-spark/<run>/raw/<table>/collection=C/year=Y/authority=A/<return>.<n>.parquet
    <database>-spark/<run>/built/<table>/*.parquet

A run begins with the raw files of the one before, as links. The database says which
folder is its own, so that both change in one step.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from returncheck.engine.spark.placing import without_records
from returncheck.engine.spark.task import CELLS, FINDINGS
from returncheck.files.cannot_write import write_error
from returncheck.files.private import make_folder
from returncheck.transform.plan import BuildPlan
from returncheck.transform.running import query_of
from returncheck.warehouse import beside
from returncheck.warehouse.preparation import built_reference
from returncheck.warehouse.raw_schema import raw_tables
from returncheck.warehouse.schemas import MAIN, RAW, quoted

if TYPE_CHECKING:
    import duckdb

    from returncheck.warehouse.register import ReturnRecord

_WHOLE: Final = "whole"


class SparkFolder:
    """The files beside one database; see `warehouse.beside.Beside`."""

    def __init__(self, database: Path, plan: BuildPlan | None = None) -> None:
        """Make nothing yet.

        Args:
            database: The DuckDB file.
            plan: The plan of DuckDB, whose views are seen over what is built; None for
                none.
        """
        self._plan = plan
        self.folder = database.with_name(f"{database.stem}-spark")
        self._run: Path | None = None

    def begin(self, connection: "duckdb.DuckDBPyConnection") -> Path:
        """The folder of the run under way, made where it is not yet there.

        Args:
            connection: An open connection to the database of the run.

        Raises:
            ConfigError: It cannot be made.
        """
        if self._run is not None:
            return self._run
        earlier = beside.folder_noted(connection)
        run = self.folder / secrets.token_hex(8)
        try:
            make_folder(run / RAW)
            if earlier is not None:
                _link(self.folder / earlier / RAW, run / RAW)
        except OSError as error:
            raise write_error(self.folder, error) from error
        beside.note_folder(connection, run.name)
        self._run = run
        self.show(connection)
        return run

    def land(self, record: "ReturnRecord", staged: Path) -> None:
        """Take in what a worker wrote of a return, in the place of what was there.

        Args:
            record: The return.
            staged: Its folders of Parquet, one a table.
        """
        assert self._run is not None  # it has begun
        for old in self._files_of(record.return_id):
            old.unlink()
        for path in sorted(staged.glob("*/*.parquet")):
            place = (
                self._run
                / RAW
                / path.parent.name
                / f"collection={record.collection}"
                / f"year={record.return_year or 'none'}"
                / f"authority={record.la_code}"
            )
            make_folder(place)
            path.replace(place / f"{record.return_id}.{path.name}")
        shutil.rmtree(staged, ignore_errors=True)

    def raw_files(self, run: Path, table: str) -> list[str]:
        """The files of a raw table."""
        return sorted(str(path) for path in (run / RAW / table).rglob("*.parquet"))

    def built(self, run: Path) -> Path:
        """Where the tables that steps have built are."""
        return run / "built"

    def finish(self, connection: "duckdb.DuckDBPyConnection") -> None:
        """All is built: let it be seen."""
        assert self._run is not None  # it has begun
        (self._run / _WHOLE).touch()
        self.show(connection)

    def hide(self, connection: "duckdb.DuckDBPyConnection") -> None:
        """Let the register be written to."""
        beside.show(connection, RAW, {})

    def show(self, connection: "duckdb.DuckDBPyConnection") -> None:
        """See `Beside`; contract findings are seen with what is built from them."""
        run = self._run
        if run is None:
            noted = beside.folder_noted(connection)
            if noted is None:
                return
            run = self.folder / noted
        is_whole = (run / _WHOLE).is_file()
        raw = dict(self._raw_views(connection, run, with_findings=is_whole))
        beside.show(connection, RAW, raw)
        built = dict(_built_views(self.built(run))) if is_whole else {}
        if is_whole and self._plan and built_reference(connection) == self._plan.key:
            built |= _views(self._plan)
        beside.show(connection, MAIN, built)

    def keep(self) -> None:
        """See `Beside`."""
        if self._run is None:
            return
        kept, self._run = self._run, None
        for other in self.folder.iterdir():
            if other != kept:
                shutil.rmtree(other, ignore_errors=True)

    def give_up(self) -> None:
        """See `Beside`."""
        if self._run is not None:
            shutil.rmtree(self._run, ignore_errors=True)
            self._run = None

    def _files_of(self, return_id: str) -> Iterator[Path]:
        assert self._run is not None  # it has begun
        for path in (self._run / RAW).rglob("*.parquet"):
            if path.name.startswith(f"{return_id}."):
                yield path

    def _raw_views(
        self,
        connection: "duckdb.DuckDBPyConnection",
        run: Path,
        *,
        with_findings: bool,
    ) -> Iterator[tuple[str, str]]:
        row = connection.execute("select current_database()").fetchone()
        assert row is not None  # it has one
        for table, columns in raw_tables().items():
            is_noted_too = table in (FINDINGS, CELLS)
            files = self.raw_files(run, table)
            if not files or (is_noted_too and not with_findings):
                continue
            names = ", ".join(each.split()[0] for each in columns)
            query = f"select {names} from {_parquet(*files)}"
            if is_noted_too:
                query += f' union all select {names} from "{row[0]}".{RAW}.{table}'
            yield table, query


def _built_views(built: Path) -> Iterator[tuple[str, str]]:
    for folder in sorted(built.glob("*")):
        yield folder.name, f"select * from {_parquet(f'{folder}/*.parquet')}"


def _views(plan: BuildPlan) -> dict[str, str]:
    """The views that stand in no database, each after those that it reads."""
    standing = without_records(plan)
    return {
        step.name: query_of(step, (), quoted(MAIN))
        for step in plan.steps
        if step.kind == "view" and step.name not in standing
    }


def _parquet(*files: str) -> str:
    listed = ", ".join("'" + name.replace("'", "''") + "'" for name in files)
    return f"read_parquet([{listed}], hive_partitioning = false)"


def _link(source: Path, target: Path) -> None:
    """Have the same files elsewhere; copies where a drive knows no links."""
    for path in source.rglob("*.parquet"):
        place = target / path.relative_to(source)
        make_folder(place.parent)
        try:
            os.link(path, place)
        except OSError:
            shutil.copyfile(path, place)
