"""Fills the tables of the history that an earlier version did not have.

Of its runs it is known what they found, and so which checks they made at least: what
they found nothing with may not have run.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# After a return was removed its findings have ids that no later run gives.
_KNOWN = "findings.finding_id not like 'id-%' and findings.return_id is not null"

_STATEMENTS = (
    "update history.findings set scope_key = layer || '|' || case "
    "when layer = 'contract' "
    "and not list_contains($names, split_part(check_id, '.', -1)) then '*' "
    "else check_id end || '|'",
    "insert into history.seen_findings by name select findings.return_id, "
    "findings.finding_id, any_value(findings.scope_key) as scope_key, "
    "any_value(findings.layer) as layer, any_value(findings.check_id) as check_id, "
    "arg_max(findings.severity, runs.started_at) as severity, "
    "arg_max(coalesce(findings.counted_as, findings.finding_id), runs.started_at) "
    "as counted_as, "
    "arg_min(runs.run_id, runs.started_at) as first_run_id, "
    "min(runs.started_at) as first_seen_at, "
    "arg_max(runs.run_id, runs.started_at) as last_run_id, "
    "max(runs.started_at) as last_seen_at "
    "from history.findings inner join history.runs "
    f"on findings.run_id = runs.run_id where {_KNOWN} "
    "group by findings.return_id, findings.finding_id",
    "create temp table old_scopes as select run_id, return_id, "
    "substr(sha256(string_agg(scope_key, chr(10) order by scope_key)), 1, 16) "
    "as scope_id, list(scope_key order by scope_key) as keys from ("
    "select distinct findings.run_id, findings.return_id, findings.scope_key "
    "from history.findings inner join history.runs "
    f"on findings.run_id = runs.run_id where {_KNOWN}) group by run_id, return_id",
    "insert into history.scopes select scope_id, unnest(keys) from ("
    "select scope_id, any_value(keys) as keys from old_scopes group by scope_id)",
    "insert into history.run_returns select run_id, return_id, null, scope_id "
    "from old_scopes",
    "drop table old_scopes",
    "insert into history.run_counts select findings.run_id, findings.return_id, "
    "findings.layer, findings.severity, "
    "count(distinct coalesce(counted_as, finding_id)) filter (explanation is null), "
    "count(distinct coalesce(counted_as, finding_id)) "
    "filter (explanation is not null) "
    "from history.findings inner join history.runs "
    "on findings.run_id = runs.run_id where findings.return_id is not null "
    "group by all",
)


def bring_up_to_date(connection: "duckdb.DuckDBPyConnection") -> None:
    """Fill the tables of runs and seen findings from findings that were kept.

    Args:
        connection: An open connection, inside a transaction.
    """
    from returncheck.returns.text_checks import CheckName

    names = {"names": [name.value for name in CheckName]}
    for statement in _STATEMENTS:
        connection.execute(statement, names if "$names" in statement else None)
