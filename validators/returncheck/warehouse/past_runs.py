"""The register of past runs: what each checked, on what, and what came of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from returncheck.files.childless import file_name
from returncheck.files.fingerprints import InputFile

if TYPE_CHECKING:
    import duckdb

RUN_STATEMENTS = (
    *(
        f"alter table history.runs add column if not exists {column}"
        for column in (
            "finished_at timestamp",
            "rules varchar[]",
            "suites varchar[]",
            "outcome varchar",
            "exit_code integer",
            "fail_on varchar",
            "refused integer",
            "duckdb_version varchar",
            "python_version varchar",
        )
    ),
    "create table if not exists history.run_returns (run_id varchar, "
    "return_id varchar, is_context boolean, scope_id varchar)",
    "create table if not exists history.run_files (run_id varchar, return_id varchar, "
    "file_name varchar, sha256 varchar, byte_count bigint, modified_at timestamp)",
    "create table if not exists history.run_counts (run_id varchar, "
    "return_id varchar, layer varchar, severity varchar, findings bigint, "
    "explained bigint)",
    "create table if not exists history.run_stages (run_id varchar, stage varchar, "
    "seconds double)",
)
"""What creates the register of runs, or brings it up to date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCount:
    """How many findings a run had of one layer and severity, on one return.

    Attributes:
        layer: The layer.
        severity: The severity.
        findings: Distinct `counted_as`, without explained ones.
        explained: Those that are explained.
    """

    layer: str
    severity: str
    findings: int
    explained: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReturn:
    """One return in one run.

    Attributes:
        return_id: The return.
        is_context: Whether it was there to look back on.
        files: What it was read from; names hold no child's.
        counts: What was found; none where nothing was.
    """

    return_id: str
    is_context: bool
    files: tuple[InputFile, ...] = ()
    counts: tuple[RunCount, ...] = ()

    def number(self, severity: str) -> int:
        """How many findings of a severity are left to do."""
        return sum(c.findings for c in self.counts if c.severity == severity)

    @property
    def explained(self) -> int:
        """How many queries are explained."""
        return sum(count.explained for count in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """One run, as the history has it; of an earlier version much is not known.

    Attributes:
        run_id: Its id.
        started_at: When it began, UTC.
        version: Version of returncheck.
        finished_at: When it ended, UTC.
        rules: Codes of the rules chosen; None for all.
        suites: Names of the suites chosen; None for all, empty for none.
        outcome: `checked`, or `refused` where no file could be read; None of an
            earlier version.
        exit_code: What the process ended with; None from Python.
        fail_on: Least severity that failed it; None from Python.
        refused: How many files were refused.
        duckdb_version: Version of DuckDB.
        python_version: Version of Python.
        seconds: Stage to seconds.
        returns: What it checked.
    """

    run_id: str
    started_at: datetime
    version: str
    finished_at: datetime | None = None
    rules: tuple[str, ...] | None = None
    suites: tuple[str, ...] | None = None
    outcome: str | None = None
    exit_code: int | None = None
    fail_on: str | None = None
    refused: int = 0
    duckdb_version: str | None = None
    python_version: str | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    returns: tuple[RunReturn, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every rule and every suite was asked for."""
        return self.rules is None and self.suites is None and self.outcome == "checked"

    def number(self, severity: str) -> int:
        """How many findings of a severity were left to do, of returns to submit."""
        return sum(r.number(severity) for r in self.returns if not r.is_context)

    @property
    def explained(self) -> int:
        """How many queries of returns to submit were explained."""
        return sum(r.explained for r in self.returns if not r.is_context)


_RUN_COLUMNS = (
    "run_id",
    "started_at",
    "version",
    "finished_at",
    "rules",
    "suites",
    "outcome",
    "exit_code",
    "fail_on",
    "refused",
    "duckdb_version",
    "python_version",
)


_ALL = 2**62


def write_run(
    connection: "duckdb.DuckDBPyConnection", run: PastRun, scopes: Mapping[str, str]
) -> None:
    """Enter a run in the register.

    Args:
        connection: An open connection, inside a transaction.
        run: The run; its id is not there yet.
        scopes: Return to the id of what was checked of it.
    """
    marks = ", ".join("?" for _ in _RUN_COLUMNS)
    connection.execute(
        f"insert into history.runs ({', '.join(_RUN_COLUMNS)}) values ({marks})",
        [_stored(getattr(run, name)) for name in _RUN_COLUMNS],
    )
    _insert(
        connection,
        "run_returns",
        [
            [run.run_id, each.return_id, each.is_context, scopes.get(each.return_id)]
            for each in run.returns
        ],
    )
    _insert(
        connection,
        "run_files",
        [
            [
                run.run_id,
                each.return_id,
                file_name(f.name),
                f.sha256,
                f.size,
                f.modified_at,
            ]
            for each in run.returns
            for f in each.files
        ],
    )
    _insert(
        connection,
        "run_counts",
        [
            [run.run_id, each.return_id, c.layer, c.severity, c.findings, c.explained]
            for each in run.returns
            for c in each.counts
        ],
    )
    _insert(
        connection,
        "run_stages",
        [[run.run_id, stage, round(took, 3)] for stage, took in run.seconds.items()],
    )


def past_runs(
    connection: "duckdb.DuckDBPyConnection",
    returns: Sequence[str] | None = None,
    *,
    most: int | None = None,
) -> list[PastRun]:
    """The runs of the past, the earliest first.

    Args:
        connection: An open connection.
        returns: Only runs that checked one of these, and of them these alone; None
            for all.
        most: How many at most, the latest; None for all.
    """
    runs = _run_rows(connection, returns, most)
    chosen, wanted = "list_contains(?, run_id)", [[row[0] for row in runs]]
    if returns is not None:
        chosen, wanted = (
            f"{chosen} and list_contains(?, return_id)",
            [
                *wanted,
                list(returns),
            ],
        )

    def rows(table: str, columns: str) -> list[tuple[Any, ...]]:
        return connection.execute(
            f"select run_id, return_id, {columns} from history.{table} "
            f"where {chosen} order by all",
            wanted,
        ).fetchall()

    files: dict[tuple[str, str], list[InputFile]] = defaultdict(list)
    for run_id, return_id, name, sha256, size, modified_at in rows(
        "run_files", "file_name, sha256, byte_count, modified_at"
    ):
        files[run_id, return_id].append(
            InputFile(name=name, sha256=sha256, size=size, modified_at=modified_at)
        )
    counts: dict[tuple[str, str], list[RunCount]] = defaultdict(list)
    for run_id, return_id, layer, severity, found, explained in rows(
        "run_counts", "layer, severity, findings, explained"
    ):
        counts[run_id, return_id].append(
            RunCount(
                layer=layer, severity=severity, findings=found, explained=explained
            )
        )
    held: dict[str, list[RunReturn]] = defaultdict(list)
    for run_id, return_id, is_context in rows("run_returns", "is_context"):
        held[run_id].append(
            RunReturn(
                return_id=return_id,
                is_context=bool(is_context),
                files=tuple(files[run_id, return_id]),
                counts=tuple(counts[run_id, return_id]),
            )
        )
    stages: dict[str, dict[str, float]] = defaultdict(dict)
    for run_id, stage, took in connection.execute(
        "select run_id, stage, seconds from history.run_stages "
        "where list_contains(?, run_id) order by rowid",
        wanted[:1],
    ).fetchall():
        stages[run_id][stage] = took
    return [_run(row, stages[row[0]], tuple(held[row[0]])) for row in runs]


def _run_rows(
    connection: "duckdb.DuckDBPyConnection",
    returns: Sequence[str] | None,
    most: int | None,
) -> list[tuple[Any, ...]]:
    wanted: list[object] = [most if most is not None else _ALL]
    chosen = "true"
    if returns is not None:
        chosen = (
            "run_id in (select run_id from history.run_returns "
            "where list_contains(?, return_id))"
        )
        wanted.insert(0, list(returns))
    rows = connection.execute(
        f"select {', '.join(_RUN_COLUMNS)} from history.runs where {chosen} "
        "order by started_at desc nulls last, run_id desc limit ?",
        wanted,
    ).fetchall()
    return rows[::-1]


def _run(
    row: tuple[Any, ...], seconds: dict[str, float], returns: tuple[RunReturn, ...]
) -> PastRun:
    values = dict(zip(_RUN_COLUMNS, row, strict=True))
    values["refused"] = values["refused"] or 0
    for name in ("started_at", "finished_at"):
        if values[name] is not None:
            values[name] = values[name].replace(tzinfo=UTC)
    for name in ("rules", "suites"):
        if values[name] is not None:
            values[name] = tuple(values[name])
    return PastRun(**values, seconds=seconds, returns=returns)


def _stored(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None)
    return value


def _insert(
    connection: "duckdb.DuckDBPyConnection", table: str, rows: list[list[object]]
) -> None:
    """Insert rows in one statement, which is much faster than one a row."""
    if not rows:
        return
    marks = f"({', '.join('?' for _ in rows[0])})"
    connection.execute(
        f"insert into history.{table} values {', '.join([marks] * len(rows))}",
        [value for row in rows for value in row],
    )
