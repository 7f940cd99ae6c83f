"""The contracts, held against rows that stand in the raw tables, however they came.

Rows that SQL or dbt wrote there were never checked on loading; a value that cannot be
read would then count as missing, and a rule would say so of a record that has it.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.errors import ConfigError, InputError
from returncheck.files.arrow import as_arrow
from returncheck.returns import LAYOUTS
from returncheck.returns.contracts import check_batch
from returncheck.returns.counted_findings import CountedFindings
from returncheck.returns.tables import Layout, Table
from returncheck.returns.text_checks import CheckName
from returncheck.warehouse.beside import refuse_beside
from returncheck.warehouse.connection import connect, read, transaction
from returncheck.warehouse.loading import rule_coverage
from returncheck.warehouse.lock import run_lock
from returncheck.warehouse.schemas import MARK, quoted, raw_schema
from returncheck.warehouse.trust import refuse_strangers

if TYPE_CHECKING:
    import duckdb
    import polars as pl

_BATCH_ROWS = 50_000


def check_stored(database: Path) -> "pl.DataFrame":
    """Check every return of a database, and note there what was found.

    What the contracts said before of the same tables is taken back; what was seen while
    a file was read stays. Where the team keeps `contract_findings` in a table of its
    own, nothing is written.

    Args:
        database: The DuckDB file; its raw tables may be in any schema.

    Returns:
        `return_id` and the columns of `contract_findings.FINDING_SCHEMA`.

    Raises:
        ConfigError: The file is no database of ours, is locked, or holds a view where
            a table belongs.
        InputError: A return that is not registered, or rows without numbers.
    """
    import polars as pl

    if not database.is_file():
        raise ConfigError(f"There is no database {database}. Give a DuckDB file.")
    with run_lock(database), connect(database) as connection:
        refuse_strangers(connection, database)
        refuse_beside(connection, database)
        stored = _Stored(connection, database)
        stored.refuse_unregistered()
        with transaction(connection):
            found = [stored.findings(each) for each in stored.returns()]
            frame = pl.concat([_nothing(), *found])
            stored.note(frame)
    return frame


def check_written(
    connection: "duckdb.DuckDBPyConnection",
    database: Path,
    checked: Collection[str] = (),
) -> None:
    """Check the returns that were read from no file, before they are built from.

    Args:
        connection: An open connection.
        database: Its file, for messages.
        checked: Ids of returns whose contracts were checked as they were loaded.

    Raises:
        InputError: Rows without numbers.
    """
    import polars as pl

    stored = _Stored(connection, database)
    files = {
        name
        for (name,) in connection.execute(
            "select distinct return_id from raw.return_files"
        ).fetchall()
    }
    known = files.union(checked)
    written = [each for each in stored.returns() if each[0] not in known]
    if written:
        with transaction(connection):
            found = [stored.findings(each) for each in written]
            stored.note(pl.concat(found), [each[0] for each in written])


def _nothing() -> "pl.DataFrame":
    import polars as pl

    from returncheck.returns.contract_findings import FINDING_SCHEMA

    return pl.Schema({"return_id": pl.String(), **FINDING_SCHEMA}).to_frame()


class _Stored:
    """The raw tables of one database."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", database: Path) -> None:
        self._connection = connection
        self._database = database
        self._schema = raw_schema(connection)
        rows = connection.execute(
            "select table_name, comment from duckdb_tables() "
            "where database_name = current_database() and schema_name = ?",
            [self._schema],
        ).fetchall()
        self._comments = dict(rows)
        if "returns" not in self._comments:
            raise ConfigError(
                f"The database {database} holds no register of returns. Make its "
                "tables with dbt build, or with: returncheck run FILE --out FOLDER"
            )

    def returns(self) -> list[tuple[str, str, int | None, int | None]]:
        """Id, collection, year, and year of the rules, of each registered return."""
        listed = self._connection.execute(
            "select return_id, collection, return_year, "
            "coalesce(rule_year, return_year) "
            f"from {self._name('returns')} order by all"
        ).fetchall()
        unknown = [row for row in listed if row[1] not in LAYOUTS]
        if unknown:
            known = ", ".join(f"'{name}'" for name in LAYOUTS)
            raise InputError(
                f"{self._name('returns')} of {self._database}: the return "
                f"'{unknown[0][0]}' is of the collection '{unknown[0][1]}'. "
                f"Give one of {known}."
            )
        return listed

    def findings(
        self, entry: tuple[str, str, int | None, int | None]
    ) -> "pl.DataFrame":
        """What the contracts say of one return."""
        import polars as pl

        return_id, collection, year, rule_year = entry
        layout, counted = LAYOUTS[collection], CountedFindings()
        covered = rule_coverage(collection, rule_year)
        parts = [
            counted.kept(check_batch(layout, table.name, frame, year, covered))
            for table in self._tables(layout)
            for frame in self._batches(layout, table, return_id)
        ]
        found = pl.concat([_nothing().drop("return_id"), *parts, counted.rest()])
        return found.select(pl.lit(return_id).alias("return_id"), pl.all())

    def note(
        self, findings: "pl.DataFrame", return_ids: Sequence[str] | None = None
    ) -> None:
        """Keep the findings in the place of what contracts said of tables before.

        Args:
            findings: `return_id` and the columns of `FINDING_SCHEMA`.
            return_ids: The returns that they are of; None for all.
        """
        if self._comments.get("contract_findings") != MARK:
            return
        name = self._name("contract_findings")
        earlier = (
            f"from {name} where table_name is not null "
            "and starts_with(check_id, 'contract:') "
            "and list_contains($checks, split_part(check_id, '.', -1)) "
            "and ($returns is null or list_contains($returns, return_id))"
        )
        checks = {"checks": [each.value for each in CheckName], "returns": return_ids}
        columns = ", ".join(findings.columns)
        self._connection.register("incoming", as_arrow(findings))
        changed = self._connection.execute(
            f"(select {columns} {earlier} except all select {columns} from incoming) "
            f"union all "
            f"(select {columns} from incoming except all select {columns} {earlier}) "
            "limit 1",
            checks,
        ).fetchone()
        if changed is not None:
            self._connection.execute(f"delete {earlier}", checks)
            self._connection.execute(f"insert into {name} by name from incoming")
            self._note_unfinished()
        self._connection.unregister("incoming")

    def _note_unfinished(self) -> None:
        """What is built does not follow from these findings yet."""
        if self._comments.get("unfinished_build") == MARK:
            name = self._name("unfinished_build")
            self._connection.execute(
                f"insert into {name} select now()::timestamp "
                f"where not exists (from {name})"
            )

    def _name(self, table: str) -> str:
        return f"{quoted(self._schema)}.{quoted(table)}"

    def _raw(self, layout: Layout, table: Table) -> str:
        return self._name(layout.raw_table(table.name).split(".", 1)[1])

    def _tables(self, layout: Layout) -> Iterator[Table]:
        for table in layout.tables:
            if layout.raw_table(table.name).split(".", 1)[1] in self._comments:
                yield table

    def _batches(
        self, layout: Layout, table: Table, return_id: str
    ) -> "Iterator[pl.DataFrame]":
        """The rows of one table of a return, as text, in the order of their numbers."""
        place = self._raw(layout, table)
        columns = ", ".join(
            f"cast({quoted(column.name)} as varchar) as {quoted(column.name)}"
            for column in table.columns
        )
        row = self._connection.execute(
            "select count(*), count(*) - count(distinct row_number) "
            f"from {place} where return_id = ?",
            [return_id],
        ).fetchone()
        rows, unnumbered = row or (0, 0)
        if unnumbered:
            raise InputError(
                f"{place} of {self._database}: {unnumbered:,} rows of the return "
                f"'{return_id}' have no row_number, or one that another row has. "
                "Number the rows of each return from 1."
            )
        for start in range(0, rows, _BATCH_ROWS):
            yield read(
                self._connection,
                f"select cast(row_number as bigint) as row_number, {columns} "
                f"from {place} where return_id = ? "
                f"order by row_number limit {_BATCH_ROWS} offset {start}",
                [return_id],
            )

    def refuse_unregistered(self) -> None:
        """Refuse rows of a return that the register does not list.

        Raises:
            InputError: There are some.
        """
        for layout in LAYOUTS.values():
            for table in self._tables(layout):
                place = self._raw(layout, table)
                row = self._connection.execute(
                    f"select coalesce(return_id, '') from {place} as held anti join "
                    f"{self._name('returns')} as listed using (return_id) limit 1"
                ).fetchone()
                if row is not None:
                    raise InputError(
                        f"{place} of {self._database} holds rows of the return "
                        f"'{row[0]}', which {self._name('returns')} does not list. "
                        "List it there with its collection, la_code and return_year."
                    )
