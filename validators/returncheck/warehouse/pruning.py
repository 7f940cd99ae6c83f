"""Takes old runs out of the history, and keeps what later runs are held against."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.warehouse.connection import connect, transaction
from returncheck.warehouse.lock import run_lock
from returncheck.warehouse.preparation import prepare

if TYPE_CHECKING:
    import duckdb

_TABLES = (
    "runs",
    "findings",
    "run_returns",
    "run_files",
    "run_counts",
    "run_stages",
)

# The first run of a return begins its burn-down; the last run of each set of checks is
# what the next run is held against.
_KEPT = """
select run_returns.run_id
from history.run_returns
inner join history.runs on run_returns.run_id = runs.run_id
qualify
    row_number() over (
        partition by run_returns.return_id
        order by runs.started_at, runs.run_id
    ) = 1
    or row_number() over (
        partition by run_returns.return_id
        order by runs.started_at desc, runs.run_id desc
    ) = 1
    or row_number() over (
        partition by run_returns.return_id, run_returns.scope_id
        order by runs.started_at desc, runs.run_id desc
    ) = 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """How much of the history is kept; one of the two.

    Attributes:
        days: Runs of the last days.
        runs: The last runs.
    """

    days: int | None = None
    runs: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What was taken out.

    Attributes:
        gone: How many runs.
        left: How many are left.
        spared: How many of these are older than what was to be kept.
    """

    gone: int
    left: int
    spared: int


def prune(database: Path, keep: Keep, now: datetime | None = None) -> Pruned:
    """Take old runs and their findings out of the history.

    The first and the last run of each return stay, and the last of each set of checks
    that was made of it. Of a finding that was mended before the kept runs nothing
    stays; of one that is still there it stays known when it was first seen.

    Args:
        database: The DuckDB file.
        keep: How much is kept.
        now: The time, UTC; None for now.

    Raises:
        BusyError: A run or another program has it.
        ConfigError: It cannot be used.
        InputError: It is damaged.
    """
    with run_lock(database), connect(database) as connection:
        prepare(connection, database)
        with transaction(connection):
            pruned = _prune(connection, keep, now or datetime.now(UTC))
        connection.execute("checkpoint")
    return pruned


def _prune(
    connection: "duckdb.DuckDBPyConnection", keep: Keep, now: datetime
) -> Pruned:
    old = _old(connection, keep, now)
    kept = {row[0] for row in connection.execute(_KEPT).fetchall()}
    gone = [run_id for run_id in old if run_id not in kept]
    for table in _TABLES:
        connection.execute(
            f"delete from history.{table} where list_contains(?, run_id)", [gone]
        )
    connection.execute(
        "delete from history.seen_findings where list_contains(?, last_run_id)", [gone]
    )
    connection.execute(
        "delete from history.scopes where scope_id not in "
        "(select scope_id from history.run_returns where scope_id is not null)"
    )
    left = connection.execute("select count(*) from history.runs").fetchone()
    return Pruned(
        gone=len(gone), left=left[0] if left else 0, spared=len(old) - len(gone)
    )


def _old(
    connection: "duckdb.DuckDBPyConnection", keep: Keep, now: datetime
) -> list[str]:
    """Ids of the runs that are older than what is to be kept."""
    if keep.days is not None:
        before = now.astimezone(UTC).replace(tzinfo=None) - timedelta(days=keep.days)
        rows = connection.execute(
            "select run_id from history.runs where started_at < ?", [before]
        ).fetchall()
    else:
        rows = connection.execute(
            "select run_id from history.runs order by started_at desc, run_id desc "
            "offset ?",
            [keep.runs],
        ).fetchall()
    return [row[0] for row in rows]
