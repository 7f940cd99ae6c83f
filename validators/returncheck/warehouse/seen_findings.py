"""Which findings were ever seen, when first and last, and which checks each run made.

A finding is named by what it says (`finding_id`), a check by its `scope_key`: layer,
check and, of figures, the indicator. What a run did not check it cannot have mended.
"""

import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING

from returncheck.files.arrow import as_arrow
from returncheck.warehouse.connection import read

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb
    import polars as pl

OF_NO_RETURN = ""
"""Stands for the return of a finding that is of none."""

SEEN_STATEMENTS = (
    "alter table history.findings add column if not exists scope_key varchar",
    "create table if not exists history.scopes (scope_id varchar, scope_key varchar)",
    "create table if not exists history.seen_findings (return_id varchar, "
    "finding_id varchar, scope_key varchar, layer varchar, check_id varchar, "
    "severity varchar, counted_as varchar, first_run_id varchar, "
    "first_seen_at timestamp, last_run_id varchar, last_seen_at timestamp)",
)
"""What creates the tables of what was seen, or brings them up to date."""

_LAST_CHECKS = """
last_scopes as (
    select
        run_returns.return_id,
        run_returns.scope_id,
        max(runs.started_at) as compared_at,
        arg_max(runs.run_id, runs.started_at) as compared_run
    from history.run_returns
    inner join history.runs on run_returns.run_id = runs.run_id
    where run_returns.scope_id is not null and runs.run_id <> $run_id
    group by all
),

last_checks as (
    select
        last_scopes.return_id,
        scopes.scope_key,
        max(last_scopes.compared_at) as compared_at,
        arg_max(last_scopes.compared_run, last_scopes.compared_at) as compared_run
    from last_scopes
    inner join history.scopes on last_scopes.scope_id = scopes.scope_id
    group by all
)
"""

_STATES = f"""
with {_LAST_CHECKS}

select
    found.finding_id,
    case
        when seen.finding_id is null and last_checks.compared_at is null
            then 'first_check'
        when seen.finding_id is null or seen.last_seen_at < last_checks.compared_at
            then 'new'
        else 'still'
    end as state,
    coalesce(seen.first_run_id, $run_id) as first_seen_run,
    coalesce(seen.first_seen_at, $started_at) as first_seen_at,
    coalesce(last_checks.compared_run, seen.last_run_id) as compared_run,
    coalesce(last_checks.compared_at, seen.last_seen_at) as compared_at,
    coalesce(seen.last_seen_at < last_checks.compared_at, false) as is_back
from found
left join history.seen_findings as seen
    on found.return_id = seen.return_id and found.finding_id = seen.finding_id
left join last_checks
    on
        found.return_id = last_checks.return_id
        and found.scope_key = last_checks.scope_key
order by found.finding_id
"""

_MENDED = f"""
with {_LAST_CHECKS}

select
    seen.finding_id,
    seen.return_id,
    seen.layer,
    seen.check_id,
    seen.severity,
    seen.counted_as,
    seen.first_seen_at,
    seen.last_run_id as last_seen_run,
    seen.last_seen_at,
    last_checks.compared_at is null
    or seen.last_seen_at >= last_checks.compared_at as since_last
from history.seen_findings as seen
inner join made
    on seen.return_id = made.return_id and seen.scope_key = made.scope_key
left join last_checks
    on
        seen.return_id = last_checks.return_id
        and seen.scope_key = last_checks.scope_key
where
    not exists (
        select 1 from found
        where
            found.return_id = seen.return_id
            and found.finding_id = seen.finding_id
    )
    and not exists (
        select 1 from found
        where
            found.return_id = seen.return_id
            and found.counted_as = seen.counted_as
    )
order by all
"""


def compared(
    connection: "duckdb.DuckDBPyConnection",
    run_id: str,
    started_at: "datetime",
    found: "pl.DataFrame",
    made: "pl.DataFrame",
) -> "tuple[pl.DataFrame, pl.DataFrame]":
    """The findings of a run beside those seen before; nothing is written.

    Args:
        connection: An open connection.
        run_id: The run.
        started_at: When it began, UTC without a time zone.
        found: Its findings, once each: return_id (`OF_NO_RETURN` for none),
            finding_id, scope_key, counted_as.
        made: The checks that it made: return_id, scope_key.

    Returns:
        How each finding stands: finding_id, state, first_seen_run, first_seen_at,
        compared_run, compared_at, is_back. And the findings that are gone, of checks
        that were made: finding_id, return_id, layer, check_id, severity, counted_as,
        first_seen_at, last_seen_run, last_seen_at, since_last.
    """
    connection.register("found", as_arrow(found))
    connection.register("made", as_arrow(made))
    named: dict[str, object] = {"run_id": run_id}
    states = read(connection, _STATES, {**named, "started_at": started_at})
    gone = read(connection, _MENDED, named)
    connection.unregister("found")
    connection.unregister("made")
    return states, gone


def note_seen(
    connection: "duckdb.DuckDBPyConnection",
    run_id: str,
    started_at: "datetime",
    found: "pl.DataFrame",
) -> None:
    """Note the findings of a run as seen.

    Args:
        connection: An open connection, inside a transaction.
        run_id: The run.
        started_at: When it began, UTC without a time zone.
        found: Its findings, once each: return_id, finding_id, scope_key, layer,
            check_id, severity, counted_as.
    """
    connection.register("found", as_arrow(found))
    connection.execute(
        "update history.seen_findings as seen set last_run_id = ?, last_seen_at = ?, "
        "counted_as = found.counted_as, severity = found.severity, "
        "scope_key = found.scope_key from found "
        "where seen.return_id = found.return_id "
        "and seen.finding_id = found.finding_id",
        [run_id, started_at],
    )
    connection.execute(
        "insert into history.seen_findings by name "
        "select found.return_id, found.finding_id, found.scope_key, found.layer, "
        "found.check_id, found.severity, found.counted_as, ? as first_run_id, "
        "? as first_seen_at, ? as last_run_id, ? as last_seen_at from found "
        "anti join history.seen_findings as seen "
        "on found.return_id = seen.return_id and found.finding_id = seen.finding_id",
        [run_id, started_at, run_id, started_at],
    )
    connection.unregister("found")


def note_scopes(
    connection: "duckdb.DuckDBPyConnection", made: "pl.DataFrame"
) -> dict[str, str]:
    """Keep which checks were made of each return; the same checks are kept once.

    Args:
        connection: An open connection, inside a transaction.
        made: return_id, scope_key, once each.

    Returns:
        Return to the id of its checks.
    """
    import polars as pl

    scopes: dict[str, str] = {}
    for (return_id,), rows in made.partition_by("return_id", as_dict=True).items():
        keys = sorted(rows["scope_key"])
        scopes[return_id] = scope_id(keys)
        known = connection.execute(
            "select 1 from history.scopes where scope_id = ? limit 1",
            [scopes[return_id]],
        ).fetchone()
        if known is None:
            kept = pl.DataFrame({"scope_key": keys}, schema={"scope_key": pl.String})
            connection.register("kept", as_arrow(kept))
            connection.execute(
                "insert into history.scopes select ?, scope_key from kept",
                [scopes[return_id]],
            )
            connection.unregister("kept")
    return scopes


def scope_id(keys: Collection[str]) -> str:
    """The id of a set of checks."""
    text = "\n".join(sorted(keys))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_FIRST = "first(kept.{} order by kept.role, kept.row_number)"


def findings_of_run(
    connection: "duckdb.DuckDBPyConnection", run_id: str
) -> "pl.DataFrame":
    """The findings that the history keeps of a run, once each.

    Returns:
        return_id, finding_id, scope_key, layer, check_id, severity, counted_as,
        table_name, row_number, field and child (a keyed hash) of its first row, and
        is_explained.
    """
    return read(
        connection,
        "select coalesce(kept.return_id, '') as return_id, kept.finding_id, "
        "any_value(kept.scope_key) as scope_key, any_value(kept.layer) as layer, "
        "any_value(kept.check_id) as check_id, "
        "any_value(kept.severity) as severity, "
        "coalesce(any_value(kept.counted_as), kept.finding_id) as counted_as, "
        f"{_FIRST.format('table_name')} as table_name, "
        f"{_FIRST.format('row_number')} as row_number, "
        f"{_FIRST.format('field')} as field, {_FIRST.format('child_id')} as child, "
        "bool_or(kept.explanation is not null) as is_explained "
        "from history.findings as kept "
        "where kept.run_id = ? and kept.finding_id is not null "
        "group by kept.return_id, kept.finding_id order by 1, 2",
        [run_id],
    )


def checks_of_run(
    connection: "duckdb.DuckDBPyConnection", run_id: str
) -> "pl.DataFrame":
    """The checks that a run made: return_id, scope_key; none of an earlier version."""
    return read(
        connection,
        "select distinct run_returns.return_id, scopes.scope_key "
        "from history.run_returns inner join history.scopes "
        "on run_returns.scope_id = scopes.scope_id where run_returns.run_id = ?",
        [run_id],
    )
